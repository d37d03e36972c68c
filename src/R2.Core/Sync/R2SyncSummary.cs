namespace R2;

/// <summary>What a sync came to; of a dry run, what it would come to.</summary>
public sealed record R2SyncSummary
{
    /// <summary>The source: a path, or <c>r2://bucket/prefix</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The destination: a path, or <c>r2://bucket/prefix</c>.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Whether nothing was changed, since only the plan was asked for.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether the destination is now what it was to be: nothing failed, and no deletion was held back. Of a dry run, whether nothing stands in the way.</summary>
    public bool Complete { get; init; }

    /// <summary>Files and objects of the source that were looked at.</summary>
    public long SourceCount { get; init; }

    /// <summary>Files and objects of the destination that were looked at.</summary>
    public long DestinationCount { get; init; }

    /// <summary>Keys that both ends have, and that were compared.</summary>
    public long Compared { get; init; }

    /// <summary>Of those, the ones that were the same.</summary>
    public long Equal { get; init; }

    /// <summary>Files that were uploaded.</summary>
    public long Uploaded { get; init; }

    /// <summary>Objects that were downloaded.</summary>
    public long Downloaded { get; init; }

    /// <summary>Objects that were copied.</summary>
    public long Copied { get; init; }

    /// <summary>Objects or files that got another name.</summary>
    public long Renamed { get; init; }

    /// <summary>Objects or files whose metadata or time was corrected.</summary>
    public long MetadataUpdated { get; init; }

    /// <summary>Objects or files that were deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>Keys that were passed over.</summary>
    public long Skipped { get; init; }

    /// <summary>Keys that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Bytes of what was uploaded, downloaded and copied.</summary>
    public long BytesTransferred { get; init; }

    /// <summary>Bytes of what was deleted.</summary>
    public long BytesDeleted { get; init; }

    /// <summary>Bytes of files that were read to compare them.</summary>
    public long BytesHashed { get; init; }

    /// <summary>Files that were not read, since they are as they were when they were last found equal.</summary>
    public long CacheHits { get; init; }

    /// <summary>Requests for the metadata of single objects.</summary>
    public long HeadRequests { get; init; }

    /// <summary>Requests of class A, which R2 charges for: lists and writes.</summary>
    public long ClassA { get; init; }

    /// <summary>Requests of class B, which R2 charges for: reads.</summary>
    public long ClassB { get; init; }

    /// <summary>Deletions that were found due and not made.</summary>
    public long DeletionsHeldBack { get; init; }

    /// <summary>Why they were not made, in English; null where none was held back.</summary>
    public string? HeldBackReason { get; init; }

    /// <summary>The shard, from 0; null for a run of its own.</summary>
    public int? ShardIndex { get; init; }

    /// <summary>The number of shards; null for a run of its own.</summary>
    public int? ShardCount { get; init; }

    /// <summary>How long it took, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    /// <summary>Adds up the summaries of shards. The sum is complete if each is, and no shard is missing.</summary>
    /// <param name="shards">One summary for each shard.</param>
    /// <exception cref="R2Exception">There is none; they are not of one number of shards; one is missing or comes twice; or their ends differ
    /// (<see cref="R2ErrorCodes.SyncIncomplete"/>).</exception>
    public static R2SyncSummary Merge(IEnumerable<R2SyncSummary> shards)
    {
        R2SyncSummary[] all = [.. shards];
        if (all.Length == 0)
        {
            throw Incomplete("There is no summary to merge.");
        }

        int count = all[0].ShardCount ?? 1;
        if (all.Any(one => (one.ShardCount ?? 1) != count || one.DryRun != all[0].DryRun))
        {
            throw Incomplete("The summaries are not of one sync: their numbers of shards differ, or only some are of a dry run.");
        }

        int[] indices = [.. all.Select(static one => one.ShardIndex ?? 0).Order()];
        int[] missing = [.. Enumerable.Range(0, count).Except(indices)];
        if (missing.Length > 0 || indices.Length != count)
        {
            throw Incomplete(missing.Length > 0
                ? $"The summaries of the shards {string.Join(", ", missing)} of {count} are missing."
                : $"There are {indices.Length} summaries of {count} shards: one comes twice.");
        }

        R2SyncSummary total = all.Skip(1).Aggregate(all[0], static (sum, one) => sum with
        {
            Complete = sum.Complete && one.Complete,
            SourceCount = sum.SourceCount + one.SourceCount,
            DestinationCount = sum.DestinationCount + one.DestinationCount,
            Compared = sum.Compared + one.Compared,
            Equal = sum.Equal + one.Equal,
            Uploaded = sum.Uploaded + one.Uploaded,
            Downloaded = sum.Downloaded + one.Downloaded,
            Copied = sum.Copied + one.Copied,
            Renamed = sum.Renamed + one.Renamed,
            MetadataUpdated = sum.MetadataUpdated + one.MetadataUpdated,
            Deleted = sum.Deleted + one.Deleted,
            Skipped = sum.Skipped + one.Skipped,
            Failed = sum.Failed + one.Failed,
            BytesTransferred = sum.BytesTransferred + one.BytesTransferred,
            BytesDeleted = sum.BytesDeleted + one.BytesDeleted,
            BytesHashed = sum.BytesHashed + one.BytesHashed,
            CacheHits = sum.CacheHits + one.CacheHits,
            HeadRequests = sum.HeadRequests + one.HeadRequests,
            ClassA = sum.ClassA + one.ClassA,
            ClassB = sum.ClassB + one.ClassB,
            DeletionsHeldBack = sum.DeletionsHeldBack + one.DeletionsHeldBack,
            HeldBackReason = sum.HeldBackReason ?? one.HeldBackReason,
            Seconds = Math.Max(sum.Seconds, one.Seconds),
        });
        return total with { ShardIndex = null, ShardCount = null };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Source} to {Destination}: {Uploaded + Downloaded + Copied} transferred, {Deleted} deleted, {Equal} equal, {Failed} failed{(Complete ? "" : ", incomplete")}";

    private static R2Exception Incomplete(string message) => new(R2ErrorCodes.SyncIncomplete, message);
}
