using System.Text;
using R2.Emulator.Auth;
using R2.Emulator.Errors;
using R2.Emulator.Http.Messages;
using R2.Emulator.Integrity;
using R2.Emulator.Metadata;
using R2.Emulator.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Operations;

/// <summary>Everything that an operation needs.</summary>
internal sealed class OperationContext
{
    private const int LongestKeyBytes = 1024;
    private const int LongestDocument = 2 * 1024 * 1024;

    public required S3Request Request { get; init; }

    public required Identity Identity { get; init; }

    public required Account Account { get; init; }

    public required EmulatorLimits Limits { get; init; }

    public required FaultInjector Faults { get; init; }

    /// <summary>The bucket of the request; operations on buckets look it up themselves.</summary>
    public Bucket Bucket => Account.Find(Request.Bucket!) ?? throw S3Errors.NoSuchBucket();

    /// <summary>Default storage class of new objects: that of the bucket.</summary>
    public string DefaultStorageClass => Account.Find(Request.Bucket!)?.Settings.StorageClass ?? StorageClasses.Standard;

    public string Key
    {
        get
        {
            string key = Request.Key ?? throw S3Errors.InvalidObjectName();
            return Encoding.UTF8.GetByteCount(key) <= LongestKeyBytes ? key : throw S3Errors.InvalidObjectName();
        }
    }

    /// <summary>The bucket, which is created if the request asks for it (https://developers.cloudflare.com/r2/api/s3/extensions/).</summary>
    public Bucket BucketOrNew
    {
        get
        {
            Bucket? found = Account.Find(Request.Bucket!);
            return found is null && Request.Header("cf-create-bucket-if-missing") == "true"
                ? Account.Create(Request.Bucket!, null) ?? Bucket
                : found ?? throw S3Errors.NoSuchBucket();
        }
    }

    /// <summary>A short document in the body, verified with the digests of the request.</summary>
    public Task<ReadOnlyMemory<byte>> ReadDocumentAsync(CancellationToken cancellationToken) =>
        ReadDocumentAsync(ExpectedDigests.Read(Request, Identity), cancellationToken);

    public async Task<ReadOnlyMemory<byte>> ReadDocumentAsync(ExpectedDigests expected, CancellationToken cancellationToken)
    {
        long length = Request.Http.Head.IsChunked ? throw S3Errors.MissingContentLength() : Request.Http.Head.ContentLength ?? 0;
        if (length > LongestDocument)
        {
            throw S3Errors.MalformedXml();
        }

        byte[] bytes = new byte[length];
        await Request.Http.Body.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        using DigestSet digests = new DigestSet(expected.Sha256Hex is not null, expected.Checksum?.Algorithm);
        digests.Append(bytes);
        expected.Verify(digests.Finish());
        return bytes;
    }

    public static HttpReply Empty(int status = 200) => new(status);
}
