using R2.Checksums;
using R2.Content;
using R2.Models;

namespace R2.Transfer;

/// <summary>Uploads an object in one request, and makes sure of what a lost answer left behind.</summary>
internal sealed class SingleUploader(TransferContext context, R2UploadRequest request, R2Content body)
{
    /// <summary>Up to here the MD5 that R2's entity tag is costs nothing to speak of. CRC32C is enforced by the server whatever the length.</summary>
    private const long Md5UpTo = 1L << 20;

    public async Task<R2UploadResult> RunAsync(CancellationToken cancellationToken)
    {
        SendContext sending = context.Sending(request.Progress);
        R2Checksum? checksum = await context.ChecksumAsync(body, sending, cancellationToken).ConfigureAwait(false);
        string? expected = CanKnowETag && Length <= Md5UpTo ? await ETags.OfBodyAsync(body, cancellationToken).ConfigureAwait(false) : null;
        PutObjectOptions options = request.Options with { Checksum = checksum };
        R2PutResult result = await context.SendAsync(
            sending, (attempt, cancellation) => PutAsync(options, attempt, sending, cancellation), request.Progress, cancellationToken).ConfigureAwait(false);
        if (expected is not null && ETags.IsMd5(result.ETag) && !ETags.Same(expected, result.ETag))
        {
            throw Mismatch($"ETag {result.ETag}", expected);
        }

        R2Checksum? confirmed = StoredChecksum.Confirmed(result.Checksums, checksum);
        if (StoredChecksum.Contradict(confirmed, checksum))
        {
            throw Mismatch($"the checksum {confirmed}", checksum!.Value);
        }

        return new R2UploadResult
        {
            BucketName = request.BucketName,
            Key = request.Key,
            Size = Length,
            ETag = result.ETag,
            Checksum = confirmed,
            RequestId = result.RequestId,
        };
    }

    private long Length => body.Length!.Value;

    private bool CanKnowETag => context.Options.Checksum is not null && request.Options.SseCustomerKey is null;

    private async Task<R2PutResult> PutAsync(PutObjectOptions options, Attempt attempt, SendContext sending, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.Client.PutOpenAsync(request.BucketName, request.Key, body, options, sending, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code == "PreconditionFailed" && attempt.MayBeDone)
        {
            // An attempt before may have stored the object and lost its answer; then the condition fails because of ourselves.
            if (await FindOwnAsync(cancellationToken).ConfigureAwait(false) is { } own)
            {
                return own;
            }

            throw;
        }
    }

    private async Task<R2PutResult?> FindOwnAsync(CancellationToken cancellationToken)
    {
        R2ObjectInfo? there = await context.LookAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellationToken).ConfigureAwait(false);
        return there?.Size == Length && ETags.Same(there.ETag, await ETags.OfBodyAsync(body, cancellationToken).ConfigureAwait(false))
            ? new R2PutResult { ETag = there.ETag, Checksums = there.Checksums, RequestId = there.RequestId }
            : null;
    }

    private R2Exception Mismatch(string stored, string expected) => new(
        R2ErrorCodes.ChecksumMismatch,
        $"The server stored '{request.BucketName}/{request.Key}' with {stored}; what was sent has {expected}. The object is there but is not what was meant: upload it again.")
    {
        Bucket = request.BucketName,
        Key = request.Key,
    };
}
