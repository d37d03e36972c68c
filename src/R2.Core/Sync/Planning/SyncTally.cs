using R2.Diagnostics.Metrics;

namespace R2.Sync.Planning;

/// <summary>What a sync counts. Safe for use by many threads at once.</summary>
internal sealed class SyncTally
{
    private long _sources;
    private long _destinations;
    private long _compared;
    private long _equal;
    private long _hashed;
    private long _cacheHits;
    private long _heads;
    private long _classA;
    private long _classB;
    private long _bytesMoved;
    private long _bytesDeleted;
    private readonly long[] _actions = new long[Enum.GetValues<R2SyncActionKind>().Length];

    public long Sources => Interlocked.Read(ref _sources);

    public long Destinations => Interlocked.Read(ref _destinations);

    public long Of(R2SyncActionKind action) => Interlocked.Read(ref _actions[(int)action]);

    /// <summary>Both ends are looked at anew; requests that were sent stay sent.</summary>
    public void Restart() => (_sources, _destinations, _compared, _equal, _cacheHits) = (0, 0, 0, 0, 0);

    public void CountSource() => Interlocked.Increment(ref _sources);

    public void CountDestination() => Interlocked.Increment(ref _destinations);

    public void CountCompared(bool isEqual)
    {
        Interlocked.Increment(ref _compared);
        if (isEqual)
        {
            Interlocked.Increment(ref _equal);
        }
    }

    public void CountHashed(long bytes) => Interlocked.Add(ref _hashed, bytes);

    public void CountCacheHit() => Interlocked.Increment(ref _cacheHits);

    public void CountAction(R2SyncActionKind action, long bytes)
    {
        Interlocked.Increment(ref _actions[(int)action]);
        switch (action)
        {
            case R2SyncActionKind.Upload or R2SyncActionKind.Download or R2SyncActionKind.Copy:
                Interlocked.Add(ref _bytesMoved, bytes);
                break;
            case R2SyncActionKind.Delete:
                Interlocked.Add(ref _bytesDeleted, bytes);
                break;
        }
    }

    /// <summary>A request that was sent, by what R2 charges for it.</summary>
    public void CountRequest(R2RequestReport report)
    {
        if (report.Operation == "HeadObject")
        {
            Interlocked.Increment(ref _heads);
        }

        switch (BillingTally.ClassOf(report.Operation))
        {
            case BillingClass.A:
                Interlocked.Increment(ref _classA);
                break;
            case BillingClass.B:
                Interlocked.Increment(ref _classB);
                break;
        }
    }

    public R2SyncSummary ToSummary() => new()
    {
        SourceCount = Sources,
        DestinationCount = Destinations,
        Compared = Interlocked.Read(ref _compared),
        Equal = Interlocked.Read(ref _equal),
        Uploaded = Of(R2SyncActionKind.Upload),
        Downloaded = Of(R2SyncActionKind.Download),
        Copied = Of(R2SyncActionKind.Copy),
        Renamed = Of(R2SyncActionKind.Rename),
        MetadataUpdated = Of(R2SyncActionKind.UpdateMetadata),
        Deleted = Of(R2SyncActionKind.Delete),
        Skipped = Of(R2SyncActionKind.Skip),
        Failed = Of(R2SyncActionKind.Failed),
        BytesTransferred = Interlocked.Read(ref _bytesMoved),
        BytesDeleted = Interlocked.Read(ref _bytesDeleted),
        BytesHashed = Interlocked.Read(ref _hashed),
        CacheHits = Interlocked.Read(ref _cacheHits),
        HeadRequests = Interlocked.Read(ref _heads),
        ClassA = Interlocked.Read(ref _classA),
        ClassB = Interlocked.Read(ref _classB),
    };
}
