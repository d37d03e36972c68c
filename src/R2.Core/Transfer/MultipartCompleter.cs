using R2.Checksums;
using R2.Models;
using R2.Retry;

namespace R2.Transfer;

/// <summary>Puts the parts of an upload together, and looks at the object where the answer does not tell.</summary>
/// <param name="context">Context of the transfer.</param>
/// <param name="upload">The upload.</param>
/// <param name="parts">Its parts, in their order.</param>
/// <param name="conditions">Conditions on the object that is there before; null for none.</param>
/// <param name="customerKey">Key that the object is encrypted with; null for none.</param>
/// <param name="progress">Where retries are counted; null for nowhere.</param>
internal sealed class MultipartCompleter(
    TransferContext context, R2MultipartUpload upload, IReadOnlyList<R2Part> parts, R2Conditions? conditions, SseCustomerKey? customerKey, TransferProgress? progress)
{
    private readonly string? _expectedETag = customerKey is null ? ETags.OfParts(parts) : null;
    private readonly R2Checksum? _sent = CompositeChecksum.Of(parts);

    /// <summary>Whether the server has put the parts together, be it wrongly: there is no upload any more to resume or to end.</summary>
    public bool IsComplete { get; private set; }

    public async Task<R2UploadResult> RunAsync(CancellationToken cancellationToken)
    {
        R2CompleteResult complete = await context.RequestAsync(CompleteAsync, progress, cancellationToken).ConfigureAwait(false);
        IsComplete = true;
        if (string.IsNullOrEmpty(complete.ETag))
        {
            // Ceph's radosgw 16 leaves the element empty.
            R2ObjectInfo there = await context.RequestAsync(HeadAsync, progress, cancellationToken).ConfigureAwait(false);
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

    private async Task<R2CompleteResult> CompleteAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.Client.PutTogetherAsync(upload, parts, conditions, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (FailureClassifier.Classify(e).MayHaveHappened || (attempt.MayBeDone && e.Code is "NoSuchUpload" or "PreconditionFailed"))
        {
            // The parts may be together all the same: the answer was lost, or this attempt came after one that did it.
            if ((e.Code is "NoSuchUpload" or "PreconditionFailed" || await HasEndedAsync(cancellationToken).ConfigureAwait(false)) && await FindOwnAsync(cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }

            throw;
        }
    }

    /// <summary>Whether the upload is no more. While it is there the object is another one, be it of the same bytes, as of a file that is uploaded again with other metadata.</summary>
    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.Client.ListPartsAsync(upload, 0, 1, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (R2Exception e)
        {
            // Where it cannot be told the operation is repeated, which tells.
            return e.Code == "NoSuchUpload";
        }
    }

    private async Task<R2CompleteResult?> FindOwnAsync(CancellationToken cancellationToken) =>
        _expectedETag is not null
        && await context.LookAsync(upload.BucketName, upload.Key, customerKey, cancellationToken).ConfigureAwait(false) is { } there
        && ETags.Same(there.ETag, _expectedETag)
            ? new R2CompleteResult { ETag = there.ETag, Checksums = there.Checksums, RequestId = there.RequestId }
            : null;

    private Task<R2ObjectInfo> HeadAsync(Attempt attempt, CancellationToken cancellationToken) => attempt.Client.HeadObjectAsync(
        upload.BucketName, upload.Key, new GetObjectOptions { SseCustomerKey = customerKey, ChecksumMode = true }, cancellationToken);
}
