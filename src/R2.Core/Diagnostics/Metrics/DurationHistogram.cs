using System.Globalization;

namespace R2.Diagnostics.Metrics;

/// <summary>Durations in buckets that grow about as 1, 2.5, 5: from a request on the same machine to a part on a slow line.</summary>
internal sealed class DurationHistogram
{
    private const int MaxLatest = 1000;

    private readonly object _gate = new();
    private readonly long[] _counts = new long[UpperBounds.Count + 1];
    private readonly List<double> _latest = [];
    private int _oldest;
    private double _sum;

    /// <summary>Upper bounds in seconds, the last bucket's excepted, which has none.</summary>
    public static IReadOnlyList<double> UpperBounds { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    /// <summary>The upper bound of a bucket as Prometheus' label <c>le</c> has it.</summary>
    public static string BoundText(int bucket) => bucket < UpperBounds.Count ? UpperBounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";

    public void Record(TimeSpan duration)
    {
        double seconds = duration.TotalSeconds;
        int bucket = 0;
        while (bucket < UpperBounds.Count && seconds > UpperBounds[bucket])
        {
            bucket++;
        }

        lock (_gate)
        {
            _counts[bucket]++;
            _sum += seconds;
            if (_latest.Count < MaxLatest)
            {
                _latest.Add(seconds);
            }
            else
            {
                _latest[_oldest] = seconds;
                _oldest = (_oldest + 1) % MaxLatest;
            }
        }
    }

    public DurationStatistics Read()
    {
        lock (_gate)
        {
            return new DurationStatistics([.. _counts], _sum, [.. _latest.Order()]);
        }
    }
}
