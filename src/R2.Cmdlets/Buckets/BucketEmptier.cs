using R2.Models;

namespace R2.Cmdlets.Buckets;

/// <summary>Ends the unfinished uploads of a bucket and removes its objects, page by page: nothing grows with their number.</summary>
internal sealed class BucketEmptier(R2Client client, string bucket)
{
    /// <summary>Pages whose keys are removed while the next are listed.</summary>
    private const int PagesAtOnce = 4;

    private long _removed;

    /// <summary>Objects removed so far.</summary>
    public long Removed => Interlocked.Read(ref _removed);

    /// <param name="refused">Told of each key that the server does not let go, for example by a lock rule.</param>
    /// <param name="cancellation">Cancels; what is removed stays so.</param>
    /// <returns>Whether nothing was refused.</returns>
    public async Task<bool> RunAsync(Func<R2DeleteResult, Task> refused, CancellationToken cancellation)
    {
        int refusals = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = PagesAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(client.EnumerateMultipartUploadPagesAsync(bucket, cancellationToken: cancellation), parallel, AbortAsync).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            client.EnumerateObjectPagesAsync(bucket, cancellationToken: cancellation),
            parallel,
            async (page, token) =>
            {
                foreach (R2DeleteResult result in await RemoveAsync(page, token).ConfigureAwait(false))
                {
                    Interlocked.Increment(ref refusals);
                    await refused(result).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        return refusals == 0;
    }

    private async ValueTask AbortAsync(R2MultipartUploadPage page, CancellationToken cancellation)
    {
        foreach (R2MultipartUpload upload in page.Uploads)
        {
            await client.AbortMultipartUploadAsync(upload, cancellation).ConfigureAwait(false);
        }
    }

    /// <returns>The keys that were refused.</returns>
    private async Task<List<R2DeleteResult>> RemoveAsync(R2ObjectPage page, CancellationToken cancellation)
    {
        ILookup<bool, string> keys = page.Objects.Select(static item => item.Key).ToLookup(R2Client.CanDeleteInBatch);
        List<R2DeleteResult> refused = [];
        if (keys[true].Any())
        {
            IReadOnlyList<R2DeleteResult> results = await client.DeleteObjectsAsync(bucket, [.. keys[true]], cancellation).ConfigureAwait(false);
            refused.AddRange(results.Where(static result => result.ErrorCode is not null));
            Interlocked.Add(ref _removed, results.Count - refused.Count);
        }

        foreach (string key in keys[false])
        {
            await client.DeleteObjectAsync(bucket, key, cancellation).ConfigureAwait(false);
            Interlocked.Increment(ref _removed);
        }

        return refused;
    }
}
