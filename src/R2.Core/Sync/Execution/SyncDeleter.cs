using System.Net;
using System.Runtime.CompilerServices;
using R2.Checksums;
using R2.Models;
using R2.Sync.Planning;

namespace R2.Sync.Execution;

/// <summary>
/// Removes from the destination. R2 deletes without conditions, so each object is looked at just before it goes: who writes between this look and the deletion loses what he
/// wrote, and nobody else.
/// </summary>
internal sealed class SyncDeleter(SyncRun run)
{
    private readonly BackupCopy _backup = new(run);
    private readonly LocalWriter _files = new(run);

    public async IAsyncEnumerable<PlanRow> RunAsync(IEnumerable<PlanRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PlanRow[] batch in rows.Chunk(R2Client.MaxDeleteKeys))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (run.Destination.IsFolder)
            {
                foreach (PlanRow row in batch)
                {
                    yield return DeleteFile(row);
                }
            }
            else
            {
                foreach (PlanRow row in await DeleteAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    yield return row;
                }
            }
        }
    }

    private PlanRow DeleteFile(PlanRow row)
    {
        try
        {
            _files.Delete(row);
            return row;
        }
        catch (R2Exception e)
        {
            return row.Failing(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return row.Failing(new R2Exception(R2ErrorCodes.TargetNotWritable, $"'{run.PathOf(row.Key)}' cannot be deleted: {e.Message}", e) { Key = row.Key });
        }
    }

    private async Task<PlanRow[]> DeleteAsync(PlanRow[] batch, CancellationToken cancellationToken)
    {
        bool[] isThere = new bool[batch.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = run.Options.Transfer.ThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, batch.Length, parallel, async (i, cancellation) => (batch[i], isThere[i]) = await LookAsync(batch[i], cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        int[] some = [.. Enumerable.Range(0, batch.Length).Where(i => isThere[i] && R2Client.CanDeleteInBatch(KeyOf(batch[i])))];
        if (some.Length > 0)
        {
            await DeleteTogetherAsync(batch, some, cancellationToken).ConfigureAwait(false);
        }

        foreach (int i in Enumerable.Range(0, batch.Length).Where(i => isThere[i] && !R2Client.CanDeleteInBatch(KeyOf(batch[i]))))
        {
            batch[i] = await DeleteAloneAsync(batch[i], cancellationToken).ConfigureAwait(false);
        }

        return batch;
    }

    private async Task DeleteTogetherAsync(PlanRow[] batch, int[] some, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<R2DeleteResult> results = await run.Destination.Client!.DeleteObjectsAsync(run.Destination.BucketName!, [.. some.Select(i => KeyOf(batch[i]))], cancellationToken).ConfigureAwait(false);
            ILookup<string, R2DeleteResult> byKey = results.ToLookup(static result => result.Key, StringComparer.Ordinal);
            foreach (int i in some)
            {
                batch[i] = byKey[KeyOf(batch[i])].FirstOrDefault() is { ErrorCode: { } code } refused
                    ? batch[i].Failing(new R2Exception(code, refused.ErrorMessage ?? "The key was refused.") { BucketName = run.Destination.BucketName, Key = KeyOf(batch[i]) })
                    : batch[i];
            }
        }
        catch (R2Exception e) when (e.Kind != R2ErrorKind.Closed)
        {
            foreach (int i in some)
            {
                batch[i] = batch[i].Failing(e);
            }
        }
    }

    private async Task<(PlanRow Row, bool IsThere)> LookAsync(PlanRow row, CancellationToken cancellationToken)
    {
        try
        {
            R2ObjectInfo info = await SyncRun.HeadAsync(run.Destination, new Listing.SyncEntry { Key = row.Key }, cancellationToken).ConfigureAwait(false);
            if (!ETags.Same(info.ETag, row.Destination!.ETag) || WasWrittenAgain(info, row.Destination))
            {
                return (row.Failing(run.DestinationChanged(row.Key)), false);
            }

            await _backup.KeepAsync(row.Destination, cancellationToken).ConfigureAwait(false);
            return (row, true);
        }
        catch (R2Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return (row, false);
        }
        catch (R2Exception e) when (e.Kind != R2ErrorKind.Closed)
        {
            return (row.Failing(e), false);
        }
    }

    /// <summary>With the same bytes. Headers have whole seconds, and lists have parts of them.</summary>
    private static bool WasWrittenAgain(R2ObjectInfo now, Listing.SyncEntry listed) => now.LastModified >= listed.LastModified + TimeSpan.FromSeconds(1);

    private async Task<PlanRow> DeleteAloneAsync(PlanRow row, CancellationToken cancellationToken)
    {
        try
        {
            await run.Destination.Client!.DeleteObjectAsync(run.Destination.BucketName!, KeyOf(row), cancellationToken).ConfigureAwait(false);
            return row;
        }
        catch (R2Exception e) when (e.Kind != R2ErrorKind.Closed)
        {
            return row.Failing(e);
        }
    }

    private string KeyOf(PlanRow row) => run.Destination.Prefix + row.Key;
}
