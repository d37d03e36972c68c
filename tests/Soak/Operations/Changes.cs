using R2.Models;
using R2.Transfer;

namespace R2.Soak.Operations;

/// <summary>Copies, moves and removes objects.</summary>
internal sealed class Changes(SoakRun run, Shelf shelf)
{
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (Choose() is { } request)
        {
            R2ObjectInfo copy = await run.Manager.CopyAsync(request, cancellationToken).ConfigureAwait(false);
            shelf.Put(request.Key, shelf.Stored[request.SourceKey].Piece, copy.ETag);
        }
    }

    public async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (Choose() is { } request)
        {
            R2ObjectInfo moved = await run.Manager.MoveAsync(request with { Overwrite = true }, cancellationToken).ConfigureAwait(false);
            shelf.Put(request.Key, shelf.Stored[request.SourceKey].Piece, moved.ETag);
            shelf.Remove(request.SourceKey);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (shelf.KeyToRead() is { } key)
        {
            await run.Client.DeleteObjectAsync(SoakRun.Bucket, key, cancellationToken).ConfigureAwait(false);
            shelf.Remove(key);
        }
    }

    public async Task DeleteManyAsync(CancellationToken cancellationToken)
    {
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => shelf.KeyToRead()).OfType<string>().Distinct()];
        if (keys.Length == 0)
        {
            return;
        }

        foreach (R2DeleteResult result in await run.Client.DeleteObjectsAsync(SoakRun.Bucket, keys, cancellationToken).ConfigureAwait(false))
        {
            if (!result.Deleted)
            {
                throw new InvalidDataException($"{result.Key} was not deleted: {result.ErrorCode}.");
            }

            shelf.Remove(result.Key);
        }
    }

    /// <summary>From any key to one whose object needs no checksum: a copy in parts has none.</summary>
    private R2CopyRequest? Choose()
    {
        string target = shelf.KeyToWrite(verified: false);
        return shelf.KeyToRead() is { } source && source != target
            ? new R2CopyRequest { SourceBucketName = SoakRun.Bucket, SourceKey = source, BucketName = SoakRun.Bucket, Key = target, Notify = run.Notes.Enqueue }
            : null;
    }
}
