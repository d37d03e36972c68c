using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Metrics;

/// <summary>
/// Adds up the session's counters when an upload in parts begins, before its first part, in the file that R2_METRIC_PATH names: a process that is killed exports nothing any more,
/// and the upload that it leaves behind is what an alert is to see. The command that exports at the end adds only what is new.
/// </summary>
/// <param name="state">The session.</param>
/// <param name="path">Says which file; null for none.</param>
internal sealed class EarlyMetricFile(RunspaceState state, Func<string?> path)
{
    /// <summary>Looks at a lock that another job holds: an upload does not wait longer than a second for a number.</summary>
    private const int Looks = 20;

    public void Write()
    {
        if (path() is not { Length: > 0 } file)
        {
            return;
        }

        int looks = 0;
        try
        {
            lock (state.ExportedMetrics)
            {
                new MetricFile(Path.GetFullPath(file), Pause).Add(state.Metrics, state.ExportedMetrics);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or R2Exception or ArgumentException)
        {
            // No upload fails for want of a number. Export-R2Metric says what is wrong with the file.
        }

        bool Pause(TimeSpan pause)
        {
            Thread.Sleep(pause);
            return ++looks < Looks;
        }
    }
}
