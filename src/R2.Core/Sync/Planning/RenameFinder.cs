using R2.Checksums;
using R2.Sync.Comparing;
using R2.Sync.Listing;
using R2.Transfer;

namespace R2.Sync.Planning;

/// <summary>Finds what the destination has under another name: of equal size and equal bytes. It holds what is to be deleted, and nothing else.</summary>
internal sealed class RenameFinder(SyncRun run)
{
    private readonly Dictionary<long, List<SyncEntry>> _surplus = [];

    public void Apply(SyncPlan plan)
    {
        foreach (PlanRow row in plan.Rows.Read())
        {
            if (row is { Action: R2SyncActionKind.Delete, Reason: R2SyncReason.NotAtSource, Destination: { Size: > 0 } entry })
            {
                if (!_surplus.TryGetValue(entry.Size, out List<SyncEntry>? alike))
                {
                    _surplus.Add(entry.Size, alike = []);
                }

                alike.Add(entry);
            }
        }

        if (_surplus.Count == 0)
        {
            return;
        }

        long renames = 0;
        plan.Replace(rows => rows.Select(row =>
        {
            if (row is not { Reason: R2SyncReason.NotAtDestination, Source: { } source } || !row.Moves || Take(source) is not { } known)
            {
                return row;
            }

            renames++;
            return row with { Action = R2SyncActionKind.Rename, Destination = known };
        }));
        for (; renames > 0; renames--)
        {
            plan.CountRename();
        }
    }

    private SyncEntry? Take(SyncEntry source)
    {
        if (!_surplus.TryGetValue(source.Size, out List<SyncEntry>? alike))
        {
            return null;
        }

        SyncEntry? found = alike.Find(entry => AreSame(source, entry));
        if (found is not null)
        {
            alike.Remove(found);
        }

        return found;
    }

    private bool AreSame(SyncEntry source, SyncEntry surplus)
    {
        if (run.IsBetweenBuckets)
        {
            return !string.IsNullOrEmpty(source.ETag) && ETags.Same(source.ETag, surplus.ETag);
        }

        (SyncEntry file, string? etag) = run.Source.IsFolder ? (source, surplus.ETag) : (surplus, source.ETag);
        string path = run.PathOf(file.Key);
        try
        {
            run.Tally.CountHashed(file.Size);
            return ETags.IsMd5(etag) ? ETags.Same(FileETag.Whole(path, file.Size, file.Stamp.Written), etag)
                : FileETag.PartsOf(etag) > 0 && ETags.Same(FileETag.InParts(path, file.Size, file.Stamp.Written, PartPlan.InParts(file.Size, run.Options.Transfer.PartSize).PartSize), etag);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
