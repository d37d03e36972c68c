using R2.Checksums;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>Puts the parts of an upload together, and looks at the object where the response does not tell.</summary>
/// <param name="scope">The transfer.</param>
/// <param name="upload">The upload.</param>
/// <param name="parts">Its parts, in their order.</param>
/// <param name="conditions">Conditions on the object that is there before; null for none.</param>
/// <param name="customerKey">Key that the object is encrypted with; null for none.</param>
internal sealed class MultipartCompleter(
    TransferScope scope, R2MultipartUpload upload, IReadOnlyList<R2Part> parts, R2Conditions? conditions, SseCustomerKey? customerKey)
{
    private readonly string? _expectedETag = customerKey is null ? ETags.OfParts(parts) : null;
    private readonly R2Checksum? _sent = CompositeChecksum.Of(parts);

    /// <summary>Whether the server has put the parts together, be it wrongly: there is no upload any more to resume or to end.</summary>
    public bool IsComplete { get; private set; }

    public async Task<R2UploadResult> RunAsync(CancellationToken cancellationToken)
    {
        R2CompleteResult complete = await scope.ClientWith(FindOwnAsync)
            .PutTogetherAsync(upload, parts, conditions, cancellationToken).ConfigureAwait(false);
        IsComplete = true;
        if (string.IsNullOrEmpty(complete.ETag))
        {
            // Ceph's radosgw 16 leaves the element empty.
            R2ObjectInfo there = await scope.Client.HeadObjectAsync(
                upload.BucketName, upload.Key, new GetObjectOptions { SseCustomerKey = customerKey, ChecksumMode = true }, cancellationToken).ConfigureAwait(false);
            complete = complete with { ETag = there.ETag, Checksums = there.Checksums };
        }

        if (_expectedETag is not null && !ETags.Same(_expectedETag, complete.ETag))
        {
            throw ETags.Mismatch(upload, $"ETag {complete.ETag}", _expectedETag, complete.RequestId);
        }

        R2Checksum? confirmed = StoredChecksum.Confirmed(complete.Checksums, _sent);
        if (StoredChecksum.Contradict(confirmed, _sent))
        {
            throw ETags.Mismatch(upload, $"the checksum {confirmed}", _sent!.Value, complete.RequestId);
        }

        return new R2UploadResult
        {
            BucketName = upload.BucketName,
            Key = upload.Key,
            Size = parts.Sum(p => p.Size),
            ETag = complete.ETag,
            Checksum = confirmed,
            PartCount = parts.Count,
            RequestId = complete.RequestId,
        };
    }

    /// <summary>The parts may be together all the same: the response was lost, or the attempt came after one that did it.</summary>
    private async ValueTask<object?> FindOwnAsync(R2Exception failure, bool isLost, CancellationToken cancellationToken) =>
        _expectedETag is not null
        && (failure.Code is R2ErrorCodes.NoSuchUpload or R2ErrorCodes.PreconditionFailed || (isLost && await HasEndedAsync(cancellationToken).ConfigureAwait(false)))
        && await scope.LookAsync(upload.BucketName, upload.Key, customerKey, cancellationToken).ConfigureAwait(false) is { } there
        && ETags.Same(there.ETag, _expectedETag)
            ? new R2CompleteResult { ETag = there.ETag, Checksums = there.Checksums, RequestId = there.RequestId }
            : null;

    /// <summary>Whether the upload is no more. While it is there the object is another one, be it of the same bytes, as of a file that is uploaded again with other metadata.</summary>
    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await scope.Client.With(scope.Retry with { MaxAttempts = 1 }).ListPartsAsync(upload, 0, 1, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (R2Exception e)
        {
            // Where it cannot be told the operation is sent again, which tells.
            return e.Code == R2ErrorCodes.NoSuchUpload;
        }
    }
}
