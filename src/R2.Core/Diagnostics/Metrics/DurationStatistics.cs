namespace R2.Diagnostics.Metrics;

/// <summary>A histogram at one moment.</summary>
/// <param name="Counts">Number of durations in each bucket of <see cref="DurationHistogram.UpperBounds"/>, and beyond the last.</param>
/// <param name="Sum">Sum in seconds.</param>
internal sealed record DurationStatistics(IReadOnlyList<long> Counts, double Sum)
{
    public long Count => Counts.Sum();

    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Sum / Count);

    /// <summary>
    /// The duration that a share of all did not exceed, taken as evenly spread within a bucket, as Prometheus does; beyond the last bound, that bound.
    /// https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
    /// </summary>
    public TimeSpan Quantile(double share)
    {
        double rank = share * Count;
        double below = 0;
        for (int bucket = 0; bucket < DurationHistogram.UpperBounds.Count && Count > 0; bucket++)
        {
            if (below + Counts[bucket] >= rank)
            {
                double lower = bucket == 0 ? 0 : DurationHistogram.UpperBounds[bucket - 1];
                return TimeSpan.FromSeconds(lower + ((DurationHistogram.UpperBounds[bucket] - lower) * ((rank - below) / Math.Max(1, Counts[bucket]))));
            }

            below += Counts[bucket];
        }

        return Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(DurationHistogram.UpperBounds[^1]);
    }
}
