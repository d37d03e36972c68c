namespace R2.Emulator.Api.Jobs;

/// <summary>The jobs of all buckets.</summary>
internal sealed class JobList
{
    private readonly object _gate = new();
    private readonly List<(string Bucket, RemovalJob Job)> _jobs = [];

    /// <summary>Jobs of a bucket, the latest first.</summary>
    public IReadOnlyList<RemovalJob> Of(string bucket)
    {
        lock (_gate)
        {
            return [.. _jobs.Where(entry => entry.Bucket == bucket).Select(entry => entry.Job).Reverse()];
        }
    }

    public void Add(string bucket, RemovalJob job)
    {
        lock (_gate)
        {
            _jobs.Add((bucket, job));
        }
    }

    public void Forget(string bucket)
    {
        lock (_gate)
        {
            _jobs.RemoveAll(entry => entry.Bucket == bucket);
        }
    }
}
