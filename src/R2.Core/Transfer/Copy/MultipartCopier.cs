using System.Collections.Concurrent;
using R2.Models;
using R2.Transfer.Upload;

namespace R2.Transfer.Copy;

/// <summary>
/// Copies an object in parts. UploadPartCopy knows no conditions at R2, so the source is looked at before and after.
/// https://developers.cloudflare.com/r2/api/s3/api/
/// </summary>
internal sealed class MultipartCopier(TransferScope scope, R2CopyRequest request, R2ObjectInfo source)
{
    private readonly PartPlan _plan = PartPlan.InParts(source.Size, scope.Options.CopyPartSize);
    private readonly ConcurrentDictionary<int, R2Part> _parts = new();

    public async Task<R2UploadResult> RunAsync(Func<CancellationToken, Task<R2ObjectInfo>> headSource, CancellationToken cancellationToken)
    {
        R2MultipartUpload upload = await UnfinishedUpload.CreateAsync(
            scope, request.BucketName, request.Key, CreateMultipartUploadOptions.Of(CopiedDescription.Of(request, source), checksum: null), request.OnEvent, cancellationToken).ConfigureAwait(false);
        MultipartCompleter? completer = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ParallelOptions parallel = new() { MaxDegreeOfParallelism = scope.Options.Concurrency, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(1, _plan.PartCount), parallel, (number, cancellation) => CopyPartAsync(upload, number, cancellation)).ConfigureAwait(false);
            R2ObjectInfo after = await headSource(cancellationToken).ConfigureAwait(false);
            if (after.ETag != source.ETag || after.Size != source.Size)
            {
                throw new R2Exception(R2ErrorCodes.SourceChanged, $"The source '{source.BucketName}/{source.Key}' was replaced while it was being copied.") { BucketName = request.BucketName, Key = request.Key };
            }

            R2Conditions? conditions = Pinned(request.Options.DestinationConditions);
            completer = new MultipartCompleter(scope, upload, [.. _parts.Values.OrderBy(p => p.PartNumber)], conditions, request.Options.SseCustomerKey);
            return await completer.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (completer is not { IsComplete: true })
        {
            await UnfinishedUpload.AbortAsync(scope, upload, request.OnEvent).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A copy onto itself, for new metadata, must not undo what somebody writes meanwhile: the object that it replaces has to be the one that was copied.</summary>
    private R2Conditions? Pinned(R2Conditions? asked) => request.IsOntoItself ? (asked ?? new()) with { IfMatch = asked?.IfMatch ?? source.ETag } : asked;

    private async ValueTask CopyPartAsync(R2MultipartUpload upload, int number, CancellationToken cancellationToken)
    {
        UploadPartCopyOptions options = new()
        {
            SourceRange = R2ByteRange.FromLength(_plan.OffsetOf(number), _plan.LengthOf(number)),
            SseCustomerKey = request.Options.SseCustomerKey,
            SourceSseCustomerKey = request.Options.SourceSseCustomerKey,
        };
        R2Part part = await scope.Client.UploadPartCopyAsync(upload, number, request.SourceBucketName, request.SourceKey, options, cancellationToken).ConfigureAwait(false);
        _parts[number] = part with { Size = _plan.LengthOf(number) };
        request.Progress?.Add(_plan.LengthOf(number));
    }
}
