using System.Net;
using System.Runtime.CompilerServices;
using R2.Listing;
using R2.Models;
using R2.Sync.Planning;

namespace R2.Sync.Listing;

/// <summary>The files or objects of given keys, in their order: nothing is listed.</summary>
internal sealed class NamedEntries(SyncRun run, R2SyncLocation location, FolderWalk? walk)
{
    private const int BatchSize = 256;

    public async IAsyncEnumerable<SyncEntry> EnumerateAsync(IReadOnlyCollection<string> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string[] batch in keys.Distinct(StringComparer.Ordinal).Order(KeyOrder.Utf8).Chunk(BatchSize))
        {
            foreach (SyncEntry entry in (await FindAsync(batch, cancellationToken).ConfigureAwait(false)).OfType<SyncEntry>())
            {
                yield return entry;
            }
        }
    }

    /// <summary>Adds to what the source has what this end has of the same keys.</summary>
    /// <param name="pairs">Pairs without a destination.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<SyncPair> JoinAsync(IAsyncEnumerable<SyncPair> pairs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SyncPair> batch = [];
        await foreach (SyncPair pair in pairs.ConfigureAwait(false))
        {
            batch.Add(pair);
            if (batch.Count == BatchSize)
            {
                foreach (SyncPair joined in await JoinAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    yield return joined;
                }

                batch.Clear();
            }
        }

        foreach (SyncPair joined in await JoinAsync(batch, cancellationToken).ConfigureAwait(false))
        {
            yield return joined;
        }
    }

    /// <summary>Of what takes no part nobody need ask.</summary>
    private async Task<IEnumerable<SyncPair>> JoinAsync(List<SyncPair> batch, CancellationToken cancellationToken)
    {
        SyncEntry?[] found = await FindAsync(
            [.. batch.Select(pair => pair is { Collides: null, Source: { Obstacle: null } source } && run.Selection.Takes(source) ? source.Key : null)], cancellationToken).ConfigureAwait(false);
        foreach (SyncEntry _ in found.OfType<SyncEntry>())
        {
            run.Tally.CountDestination();
        }

        return batch.Zip(found, static (pair, there) => pair with { Destination = there });
    }

    private async Task<SyncEntry?[]> FindAsync(string?[] keys, CancellationToken cancellationToken)
    {
        SyncEntry?[] found = new SyncEntry?[keys.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = walk is null ? run.Options.Transfer.ThrottleLimit : 1, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, keys.Length, parallel, async (i, cancellation) =>
            found[i] = keys[i] is not { } key ? null : walk is null ? await FindAsync(key, cancellation).ConfigureAwait(false) : walk.Find(key)).ConfigureAwait(false);
        return found;
    }

    private async Task<SyncEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            R2ObjectInfo info = await SyncRun.HeadAsync(location, new SyncEntry { Key = key }, cancellationToken).ConfigureAwait(false);
            return new SyncEntry { Key = key, Size = info.Size, ETag = info.ETag, LastModified = info.LastModified };
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
