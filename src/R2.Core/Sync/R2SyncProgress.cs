using System.Collections.Concurrent;

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
    private readonly TimeProvider _time;
    private long _resumed;
    private long _deleted;
    private long _started;

    /// <param name="time">The clock by which the rate is told.</param>
    internal R2SyncProgress(TimeProvider time) => _time = time;

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

    /// <summary>Of those, the ones that are made, or were refused.</summary>
    public long Deleted => Interlocked.Read(ref _deleted);

    /// <summary>How much of this phase is done, from 0 to 1; null where nobody knows how much there is.</summary>
    public double? Fraction => Phase switch
    {
        R2SyncPhase.Transferring when Total > 0 => Math.Min(1, MovedSoFar / ToMove),
        R2SyncPhase.Deleting when Deletions > 0 => Math.Min(1, (double)Deleted / Deletions),
        R2SyncPhase.Done => 1,
        _ => null,
    };

    /// <summary>How long the rest of this phase will take at the rate so far; null where there is none yet. What earlier runs had moved says nothing of the rate.</summary>
    public TimeSpan? TimeLeft
    {
        get
        {
            TimeSpan elapsed = _time.GetElapsedTime(_started);
            return Phase switch
            {
                R2SyncPhase.Transferring => Left(elapsed, MovedSoFar - Resumed, ToMove - MovedSoFar),
                R2SyncPhase.Deleting => Left(elapsed, Deleted, Deletions - Deleted),
                _ => null,
            };
        }
    }

    private double MovedSoFar => BytesDone + (Done * BytesOfAFile);

    private double ToMove => BytesTotal + (Total * BytesOfAFile);

    private long Resumed => Interlocked.Read(ref _resumed) + _running.Keys.Sum(static one => one.BytesResumed);

    internal void CountCompared() => Interlocked.Increment(ref _compared);

    internal void BeginTransfers(long total, long bytes, long deletions)
    {
        (Total, BytesTotal, Deletions, _started) = (total, bytes, deletions, _time.GetTimestamp());
        Phase = R2SyncPhase.Transferring;
    }

    internal void BeginDeletions()
    {
        _started = _time.GetTimestamp();
        Phase = R2SyncPhase.Deleting;
    }

    internal void CountDeleted() => Interlocked.Increment(ref _deleted);

    internal void End() => Phase = R2SyncPhase.Done;

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
        Interlocked.Add(ref _resumed, Math.Min(planned, progress.BytesResumed));
        Interlocked.Increment(ref _done);
    }

    private static TimeSpan? Left(TimeSpan elapsed, double done, double rest) => done > 0 ? elapsed * (Math.Max(0, rest) / done) : null;
}
