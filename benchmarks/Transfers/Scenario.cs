namespace R2.TransferBenchmark;

/// <summary>A table: one job, done by all sides in turn.</summary>
/// <param name="Title">What it measures, for the heading.</param>
/// <param name="Job">What every side does.</param>
/// <param name="Prepare">Called before each process: takes away what the one before left.</param>
/// <param name="Check">Called after each process, with whether to look at every byte; throws where the outcome is not what it should be.</param>
internal sealed record Scenario(string Title, Job Job, Action Prepare, Func<bool, Task> Check)
{
    /// <summary>What the server was asked for by the process before, and forgets then; null where nobody counts.</summary>
    public Func<RequestCount>? Count { get; init; }
}
