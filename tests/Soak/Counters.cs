using System.Collections.Concurrent;

namespace R2.Soak;

/// <summary>Counts of all workers.</summary>
internal sealed class Counters
{
    private const int ShownFailures = 20;
    private readonly ConcurrentDictionary<string, long> _operations = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _failures = new();
    private long _uploaded;
    private long _compared;
    private long _damaged;
    private long _retried;
    private long _failed;

    public IReadOnlyDictionary<string, long> Operations => _operations;

    /// <summary>The first failures, one line each.</summary>
    public IEnumerable<string> Failures => _failures;

    public long Failed => Interlocked.Read(ref _failed);

    public long UploadedBytes => Interlocked.Read(ref _uploaded);

    public long ComparedBytes => Interlocked.Read(ref _compared);

    /// <summary>Downloads that failed because a byte was flipped, and were repeated.</summary>
    public long DamagedDownloads => Interlocked.Read(ref _damaged);

    /// <summary>Requests that the client must not retry, retried by their caller.</summary>
    public long RetriedByCaller => Interlocked.Read(ref _retried);

    public void Done(string operation) => _operations.AddOrUpdate(operation, 1, static (_, count) => count + 1);

    public void Uploaded(long bytes) => Interlocked.Add(ref _uploaded, bytes);

    public void Compared(long bytes) => Interlocked.Add(ref _compared, bytes);

    public void Damaged() => Interlocked.Increment(ref _damaged);

    public void Retried() => Interlocked.Increment(ref _retried);

    public void Fail(string what)
    {
        if (Interlocked.Increment(ref _failed) <= ShownFailures)
        {
            _failures.Enqueue(what);
        }
    }
}
