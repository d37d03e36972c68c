using System.Collections.Concurrent;
using System.Diagnostics;

namespace R2;

/// <summary>How far a sync is. Written by the sync, read at any time by whoever shows it.</summary>
public sealed class R2SyncProgress
{
    /// <summary>What a file costs beside its bytes, as bytes, for the time that is left.</summary>
    private const double BytesOfAFile = 128 * 1024;

    private readonly ConcurrentDictionary<R2TransferProgress, bool> _running = new();
    private long _compared;
    private long _done;
    private long _bytesDone;
    private long _started;

    internal R2SyncProgress()
    {
    }

    /// <summary>What it does now.</summary>
    public R2SyncPhase Phase { get; private set; }

    /// <summary>Keys that have been compared.</summary>
    public long Compared => Interlocked.Read(ref _compared);

    /// <summary>Files and objects to move; 0 until all have been compared.</summary>
    public long Total { get; private set; }

    /// <summary>Of those, the ones that are done.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Bytes to move; 0 until all keys have been compared.</summary>
    public long BytesTotal { get; private set; }

    /// <summary>Bytes that have been moved.</summary>
    public long BytesDone => Interlocked.Read(ref _bytesDone) + _running.Keys.Sum(static one => one.BytesDone);

    /// <summary>Deletions to make when all is moved.</summary>
    public long Deletions { get; private set; }

    /// <summary>How much of the moving is done, from 0 to 1; null before it begins.</summary>
    public double? Fraction => Phase == R2SyncPhase.Comparing || Total == 0 ? null
        : Math.Min(1, (BytesDone + (Done * BytesOfAFile)) / (BytesTotal + (Total * BytesOfAFile)));

    /// <summary>How long the rest of the moving will take at the rate so far; null where there is none yet.</summary>
    public TimeSpan? TimeLeft => Fraction is > 0 and double fraction ? Stopwatch.GetElapsedTime(_started) * ((1 - fraction) / fraction) : null;

    internal void CountCompared() => Interlocked.Increment(ref _compared);

    internal void BeginTransfers(long total, long bytes, long deletions)
    {
        (Total, BytesTotal, Deletions, _started) = (total, bytes, deletions, Stopwatch.GetTimestamp());
        Phase = R2SyncPhase.Transferring;
    }

    internal void Enter(R2SyncPhase phase) => Phase = phase;

    internal R2TransferProgress Begin(string name)
    {
        R2TransferProgress progress = new(name);
        _running[progress] = true;
        return progress;
    }

    internal void End(R2TransferProgress progress, long planned)
    {
        _running.TryRemove(progress, out _);
        Interlocked.Add(ref _bytesDone, planned);
        Interlocked.Increment(ref _done);
    }
}
