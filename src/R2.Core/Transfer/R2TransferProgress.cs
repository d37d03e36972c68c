namespace R2;

/// <summary>How far one object is. Written by the transfer, read at any time by whoever shows it.</summary>
public sealed class TransferProgress
{
    private long _done;
    private long _total = -1;
    private int _attempts = 1;

    /// <summary>Takes a name.</summary>
    /// <param name="name">Key or path to show.</param>
    public TransferProgress(string name) => Name = name;

    /// <summary>Key or path.</summary>
    public string Name { get; }

    /// <summary>Bytes moved. It goes back where a stretch has to be sent again.</summary>
    public long BytesDone => Interlocked.Read(ref _done);

    /// <summary>Bytes to move in all; null while unknown.</summary>
    public long? BytesTotal => Interlocked.Read(ref _total) is >= 0 and long total ? total : null;

    /// <summary>Attempts so far, counting each repeated request.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    internal void Add(long bytes) => Interlocked.Add(ref _done, bytes);

    internal void SetTotal(long bytes) => Interlocked.Exchange(ref _total, bytes);

    internal void CountRetry() => Interlocked.Increment(ref _attempts);
}
