using System.Net;
using System.Runtime.CompilerServices;
using R2.Models;

namespace R2.Sync.Listing;

/// <summary>The files or objects of given keys, in their order: nothing is listed.</summary>
internal sealed class NamedEntries(SyncRun run, R2SyncLocation location, FolderWalk? walk)
{
    private const int BatchSize = 256;

    public async IAsyncEnumerable<SyncEntry> EnumerateAsync(IReadOnlyCollection<string> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] batch in keys.Distinct(StringComparer.Ordinal).Order(KeyOrder.Utf8).Chunk(BatchSize))
        {
            SyncEntry?[] found = new SyncEntry?[batch.Length];
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = walk is null ? run.Options.Transfer.ThrottleLimit : 1, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, batch.Length, parallel, async (i, cancellation) =>
                found[i] = walk is null ? await FindAsync(batch[i], cancellation).ConfigureAwait(false) : walk.Find(batch[i])).ConfigureAwait(false);
            foreach (SyncEntry entry in found.OfType<SyncEntry>())
            {
                yield return entry;
            }
        }
    }

    private async Task<SyncEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            R2ObjectInfo info = await run.HeadAsync(location, new SyncEntry { Key = key }, cancellationToken).ConfigureAwait(false);
            return new SyncEntry { Key = key, Size = info.Size, ETag = info.ETag, LastModified = info.LastModified };
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
