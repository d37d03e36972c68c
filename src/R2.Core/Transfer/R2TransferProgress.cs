namespace R2;

/// <summary>How far one object is. Written by the transfer, read at any time by whoever shows it, or reported to a <see cref="Listener"/>.</summary>
public sealed class R2TransferProgress
{
    private long _done;
    private long _total = -1;
    private long _resumed;
    private int _attempts = 1;
    private long _reported;

    /// <summary>Takes a name.</summary>
    /// <param name="name">Key or path to show.</param>
    public R2TransferProgress(string name) => Name = name;

    /// <summary>Key or path.</summary>
    public string Name { get; }

    /// <summary>Bytes moved. It goes back where a stretch has to be sent again.</summary>
    public long BytesDone => Interlocked.Read(ref _done);

    /// <summary>Those of <see cref="BytesDone"/> that an earlier attempt had moved: they say nothing of how fast this one is.</summary>
    public long BytesResumed => Interlocked.Read(ref _resumed);

    /// <summary>Bytes to move in all; null while unknown.</summary>
    public long? BytesTotal => Interlocked.Read(ref _total) is >= 0 and long total ? total : null;

    /// <summary>Attempts so far, counting each repeated request.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>
    /// Told of this progress, at most ten times a second and once more when all bytes are there, on the thread that moves them: it must not block or throw. What it is handed is
    /// this object, which goes on changing.
    /// </summary>
    public IProgress<R2TransferProgress>? Listener { get; init; }

    internal void Add(long bytes)
    {
        long done = Interlocked.Add(ref _done, bytes);
        if (Listener is { } listener)
        {
            Report(listener, done);
        }
    }

    internal void Resume(long bytes)
    {
        Interlocked.Add(ref _resumed, bytes);
        Add(bytes);
    }

    internal void SetTotal(long bytes) => Interlocked.Exchange(ref _total, bytes);

    private void Report(IProgress<R2TransferProgress> listener, long done)
    {
        long last = Interlocked.Read(ref _reported);
        long now = Environment.TickCount64;
        if (done == BytesTotal || (now - last >= 100 && Interlocked.CompareExchange(ref _reported, now, last) == last))
        {
            listener.Report(this);
        }
    }

    internal void CountRetry() => Interlocked.Increment(ref _attempts);
}
