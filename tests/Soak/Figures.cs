using System.Collections.Concurrent;

namespace R2.Soak;

/// <summary>What is counted meanwhile, by all workers.</summary>
internal sealed class Figures
{
    private const int ShownFailures = 20;
    private readonly ConcurrentDictionary<string, long> _operations = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _failures = new();
    private long _uploaded;
    private long _compared;
    private long _refused;
    private long _again;
    private long _failed;

    public IReadOnlyDictionary<string, long> Operations => _operations;

    /// <summary>The first failures, a line each.</summary>
    public IEnumerable<string> Failures => _failures;

    public long Failed => Interlocked.Read(ref _failed);

    public long UploadedBytes => Interlocked.Read(ref _uploaded);

    public long ComparedBytes => Interlocked.Read(ref _compared);

    /// <summary>Downloads that were refused for a flipped byte, and done again.</summary>
    public long RefusedDownloads => Interlocked.Read(ref _refused);

    /// <summary>Requests that the client must not repeat by itself, repeated by their caller.</summary>
    public long RepeatedByCaller => Interlocked.Read(ref _again);

    public void Done(string operation) => _operations.AddOrUpdate(operation, 1, static (_, count) => count + 1);

    public void Uploaded(long bytes) => Interlocked.Add(ref _uploaded, bytes);

    public void Compared(long bytes) => Interlocked.Add(ref _compared, bytes);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Again() => Interlocked.Increment(ref _again);

    public void Fail(string what)
    {
        if (Interlocked.Increment(ref _failed) <= ShownFailures)
        {
            _failures.Enqueue(what);
        }
    }
}
