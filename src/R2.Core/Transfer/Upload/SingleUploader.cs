using R2.Checksums;
using R2.Content;
using R2.Models;

namespace R2.Transfer.Upload;

/// <summary>Uploads an object in one request, and makes sure of what a lost response left behind.</summary>
internal sealed class SingleUploader(TransferScope scope, R2UploadRequest request)
{
    /// <summary>Up to here the MD5 that R2's entity tag is costs nothing to speak of. CRC32C is enforced by the server whatever the length.</summary>
    private const long Md5UpTo = 1L << 20;

    public async Task<R2UploadResult> RunAsync(R2Content body, CancellationToken cancellationToken)
    {
        long length = body.Length!.Value;
        using SendContext sending = scope.Sending();
        R2Checksum? checksum = await scope.ChecksumAsync(body, sending, cancellationToken).ConfigureAwait(false);
        string? expected = CanKnowETag && length <= Md5UpTo ? await ETags.OfBodyAsync(body, cancellationToken).ConfigureAwait(false) : null;
        PutObjectOptions options = request.Options with { Checksum = checksum };
        R2PutResult result = await scope.ClientWith((failure, _, cancellation) => FindOwnAsync(failure, body, cancellation))
            .PutOpenAsync(request.BucketName, request.Key, body, options, sending, cancellationToken).ConfigureAwait(false);
        sending.Stored(length);
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
            Size = length,
            ETag = result.ETag,
            Checksum = confirmed,
            RequestId = result.RequestId,
        };
    }

    private bool CanKnowETag => scope.Options.Checksum is not null && request.Options.SseCustomerKey is null;

    /// <summary>An attempt may have stored the object and lost its response; then the condition fails because of ourselves.</summary>
    private async ValueTask<object?> FindOwnAsync(R2Exception failure, R2Content body, CancellationToken cancellationToken) =>
        failure.Code == R2ErrorCodes.PreconditionFailed
        && await scope.LookAsync(request.BucketName, request.Key, request.Options.SseCustomerKey, cancellationToken).ConfigureAwait(false) is { } there
        && there.Size == body.Length
        && ETags.Same(there.ETag, await ETags.OfBodyAsync(body, cancellationToken).ConfigureAwait(false))
            ? new R2PutResult { ETag = there.ETag, Checksums = there.Checksums, RequestId = there.RequestId }
            : null;

    private R2Exception Mismatch(string stored, string expected) => new(
        R2ErrorCodes.ChecksumMismatch,
        $"The server stored '{request.BucketName}/{request.Key}' with {stored}; what was sent has {expected}. The object is there but is not what was meant: upload it again.")
    {
        BucketName = request.BucketName,
        Key = request.Key,
    };
}
