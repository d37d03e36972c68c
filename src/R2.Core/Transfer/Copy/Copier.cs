using System.Diagnostics;
using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Copy;

/// <summary>Copies an object within the server, in one request, or above its limit in equal parts; or from another server through this process.</summary>
internal sealed class Copier(TransferScope scope, R2CopyRequest request)
{
    public async Task<CopiedObject> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        R2ObjectInfo source = await HeadSourceAsync(cancellationToken).ConfigureAwait(false);
        request.Progress?.SetTotal(source.Size);
        string? etag;
        if (request.SourceClient is not null)
        {
            etag = await new StreamedCopier(scope, request, source).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (source.Size <= scope.Options.CopyThreshold)
        {
            etag = (await CopyWholeAsync(source, cancellationToken).ConfigureAwait(false)).ETag;
            request.Progress?.Add(source.Size);
        }
        else
        {
            etag = (await new MultipartCopier(scope, request, source).RunAsync(HeadSourceAsync, cancellationToken).ConfigureAwait(false)).ETag;
        }

        GetObjectOptions head = new() { SseCustomerKey = request.Options.SseCustomerKey, ChecksumMode = true };
        R2ObjectInfo copy = await scope.Client.HeadObjectAsync(request.BucketName, request.Key, head, cancellationToken).ConfigureAwait(false);
        return new CopiedObject(source, etag, copy with { Attempts = scope.Attempts, Elapsed = Stopwatch.GetElapsedTime(started) });
    }

    private Task<R2CopyResult> CopyWholeAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        // Pinned to the version that was looked at. A copy that names no class becomes one of the bucket's default: it keeps the source's, as in parts.
        CopyObjectOptions options = request.Options with
        {
            SourceConditions = (request.Options.SourceConditions ?? new()) with { IfMatch = source.ETag },
            StorageClass = request.Options.StorageClass ?? source.StorageClass,
        };
        return scope.ClientWith((failure, _, cancellation) => FindOwnAsync(failure, source, cancellation))
            .CopyObjectAsync(request.SourceBucketName, request.SourceKey, request.BucketName, request.Key, options, cancellationToken);
    }

    /// <summary>An attempt may have made the copy and lost its response; then the condition on the destination fails because of ourselves.</summary>
    private async ValueTask<object?> FindOwnAsync(R2Exception failure, R2ObjectInfo source, CancellationToken cancellationToken) =>
        failure.Code == R2ErrorCodes.PreconditionFailed
        && await scope.LookAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellationToken).ConfigureAwait(false) is { } there
        && there.Size == source.Size
        && ETags.IsMd5(source.ETag)
        && ETags.Same(there.ETag, source.ETag)
            ? new R2CopyResult { ETag = there.ETag, RequestId = there.RequestId }
            : null;

    private Task<R2ObjectInfo> HeadSourceAsync(CancellationToken cancellationToken) => (request.SourceClient ?? scope.Client).HeadObjectAsync(
        request.SourceBucketName,
        request.SourceKey,
        new() { SseCustomerKey = request.Options.SourceSseCustomerKey, Conditions = request.Options.SourceConditions, ChecksumMode = true },
        cancellationToken);
}
