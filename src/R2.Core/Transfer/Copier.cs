using R2.Models;

namespace R2.Transfer;

/// <summary>Copies an object within the server: in one request, or above its limit in equal parts.</summary>
internal sealed class Copier(TransferContext context, R2CopyRequest request)
{
    public async Task<R2ObjectInfo> RunAsync(CancellationToken cancellationToken)
    {
        R2ObjectInfo source = await HeadSourceAsync(cancellationToken).ConfigureAwait(false);
        request.Progress?.SetTotal(source.Size);
        if (source.Size <= context.Options.CopyThreshold)
        {
            await CopyWholeAsync(source, cancellationToken).ConfigureAwait(false);
            request.Progress?.Add(source.Size);
        }
        else
        {
            await new MultipartCopier(context, request, source).RunAsync(HeadSourceAsync, cancellationToken).ConfigureAwait(false);
        }

        return await HeadAsync(request.BucketName, request.Key, new() { SseCustomerKey = request.Options.SseCustomerKey }, cancellationToken).ConfigureAwait(false);
    }

    private Task<R2CopyResult> CopyWholeAsync(R2ObjectInfo source, CancellationToken cancellationToken)
    {
        // Pinned to the version that was looked at.
        CopyObjectOptions options = request.Options with { SourceConditions = (request.Options.SourceConditions ?? new()) with { IfMatch = source.ETag } };
        return context.RequestAsync(
            (_, cancellation) => context.Client.CopyObjectAsync(request.SourceBucketName, request.SourceKey, request.BucketName, request.Key, options, cancellation),
            request.Progress,
            cancellationToken);
    }

    private Task<R2ObjectInfo> HeadSourceAsync(CancellationToken cancellationToken) => HeadAsync(
        request.SourceBucketName,
        request.SourceKey,
        new() { SseCustomerKey = request.Options.SourceSseCustomerKey, Conditions = request.Options.SourceConditions },
        cancellationToken);

    private Task<R2ObjectInfo> HeadAsync(string bucket, string key, GetObjectOptions options, CancellationToken cancellationToken) => context.RequestAsync(
        (_, cancellation) => context.Client.HeadObjectAsync(bucket, key, options, cancellation), request.Progress, cancellationToken);
}
