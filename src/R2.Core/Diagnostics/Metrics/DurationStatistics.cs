namespace R2.Diagnostics.Metrics;

/// <summary>A histogram at one moment.</summary>
/// <param name="Counts">Number of durations in each bucket of <see cref="DurationHistogram.UpperBounds"/>, and beyond the last.</param>
/// <param name="Sum">Sum in seconds.</param>
/// <param name="Latest">The latest durations in seconds, in order of length.</param>
internal sealed record DurationStatistics(IReadOnlyList<long> Counts, double Sum, IReadOnlyList<double> Latest)
{
    public long Count => Counts.Sum();

    public double MeanMilliseconds => Count == 0 ? 0 : InMilliseconds(Sum / Count);

    /// <summary>The duration that a share of the latest ones did not exceed: one of them, by the nearest rank, so it is exact. Buckets would give an estimate only.</summary>
    public double MillisecondsOf(double share) => Latest.Count == 0 ? 0 : InMilliseconds(Latest[Math.Max(0, (int)Math.Ceiling(share * Latest.Count) - 1)]);

    private static double InMilliseconds(double seconds) => Math.Round(seconds * 1000, 3);
}
