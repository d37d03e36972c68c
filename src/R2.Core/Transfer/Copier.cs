using System.Diagnostics;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer;

/// <summary>Copies an object within the server: in one request, or above its limit in equal parts.</summary>
internal sealed class Copier(TransferContext context, R2CopyRequest request)
{
    public async Task<CopiedObject> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        R2ObjectInfo source = await HeadSourceAsync(cancellationToken).ConfigureAwait(false);
        request.Progress?.SetTotal(source.Size);
        string? etag;
        if (source.Size <= context.Options.CopyThreshold)
        {
            etag = (await CopyWholeAsync(source, cancellationToken).ConfigureAwait(false)).ETag;
            request.Progress?.Add(source.Size);
        }
        else
        {
            etag = (await new MultipartCopier(context, request, source).RunAsync(HeadSourceAsync, cancellationToken).ConfigureAwait(false)).ETag;
        }

        GetObjectOptions head = new() { SseCustomerKey = request.Options.SseCustomerKey, ChecksumMode = true };
        R2ObjectInfo copy = await HeadAsync(request.BucketName, request.Key, head, cancellationToken).ConfigureAwait(false);
        return new CopiedObject(source, etag, copy with { Attempts = context.Attempts, Duration = Stopwatch.GetElapsedTime(started) });
    }

    private Task<R2CopyResult> CopyWholeAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        // Pinned to the version that was looked at. A copy that names no class becomes one of the bucket's default: it keeps the source's, as in parts.
        CopyObjectOptions options = request.Options with
        {
            SourceConditions = (request.Options.SourceConditions ?? new()) with { IfMatch = source.ETag },
            StorageClass = request.Options.StorageClass ?? source.StorageClass,
        };
        return context.RequestAsync((attempt, cancellation) => CopyWholeAsync(attempt, source, options, cancellation), request.Progress, cancellationToken);
    }

    private async Task<R2CopyResult> CopyWholeAsync(Attempt attempt, R2ObjectInfo source, CopyObjectOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.Client.CopyObjectAsync(request.SourceBucketName, request.SourceKey, request.BucketName, request.Key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "PreconditionFailed" && attempt.MayBeDone)
        {
            // An attempt before may have made the copy and lost its answer; then the condition on the destination fails because of ourselves.
            if (await FindOwnAsync(source, cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }

            throw;
        }
    }

    private async Task<R2CopyResult?> FindOwnAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        R2ObjectInfo? there = await context.LookAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellationToken).ConfigureAwait(false);
        return there?.Size == source.Size && ETags.IsMd5(source.ETag) && ETags.Same(there.ETag, source.ETag) ? new R2CopyResult { ETag = there.ETag, RequestId = there.RequestId } : null;
    }

    private Task<R2ObjectInfo> HeadSourceAsync(CancellationToken cancellationToken) => HeadAsync(
        request.SourceBucketName,
        request.SourceKey,
        new() { SseCustomerKey = request.Options.SourceSseCustomerKey, Conditions = request.Options.SourceConditions, ChecksumMode = true },
        cancellationToken);

    private Task<R2ObjectInfo> HeadAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellationToken) => context.RequestAsync(
        (attempt, cancellation) => attempt.Client.HeadObjectAsync(bucket, key, options, cancellation), request.Progress, cancellationToken);
}
