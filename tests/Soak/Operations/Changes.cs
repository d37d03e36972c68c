using R2.Models;

namespace R2.Soak.Operations;

/// <summary>Copies, moves and deletes objects.</summary>
internal sealed class Changes(SoakRun run, ExpectedObjects objects)
{
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (Choose() is { } request)
        {
            R2ObjectInfo copy = await run.Manager.CopyAsync(request, cancellationToken).ConfigureAwait(false);
            objects.Put(request.Key, objects.Stored[request.SourceKey].Range, copy.ETag);
        }
    }

    public async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (Choose() is { } request)
        {
            R2ObjectInfo moved = await run.Manager.MoveAsync(request with { Overwrite = true }, cancellationToken).ConfigureAwait(false);
            objects.Put(request.Key, objects.Stored[request.SourceKey].Range, moved.ETag);
            objects.Remove(request.SourceKey);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (objects.KeyToRead() is { } key)
        {
            await run.Client.DeleteObjectAsync(SoakRun.Bucket, key, cancellationToken).ConfigureAwait(false);
            objects.Remove(key);
        }
    }

    public async Task DeleteManyAsync(CancellationToken cancellationToken)
    {
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => objects.KeyToRead()).OfType<string>().Distinct()];
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

            objects.Remove(result.Key);
        }
    }

    /// <summary>Copies to a key whose object needs no checksum, since a copy in parts has none.</summary>
    private R2CopyRequest? Choose()
    {
        string target = objects.KeyToWrite(verified: false);
        return objects.KeyToRead() is { } source && source != target
            ? new R2CopyRequest { SourceBucketName = SoakRun.Bucket, SourceKey = source, BucketName = SoakRun.Bucket, Key = target, OnEvent = run.Note }
            : null;
    }
}
