namespace R2.Models;

/// <summary>Options of CreateMultipartUpload.</summary>
public sealed record CreateMultipartUploadOptions : ObjectWriteOptions
{
    /// <summary>Algorithm of the parts' checksums; null for none.</summary>
    public R2ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

    /// <summary>Creates the bucket where it is missing (R2's <c>cf-create-bucket-if-missing</c>).</summary>
    public bool CreateBucketIfMissing { get; init; }

    /// <summary>Of an object that goes in parts in place of one request. Conditions are for the request that completes it.</summary>
    internal static CreateMultipartUploadOptions Of(PutObjectOptions options, R2ChecksumAlgorithm? checksum) => new()
    {
        ContentType = options.ContentType,
        CacheControl = options.CacheControl,
        ContentDisposition = options.ContentDisposition,
        ContentEncoding = options.ContentEncoding,
        ContentLanguage = options.ContentLanguage,
        Expires = options.Expires,
        Metadata = options.Metadata,
        StorageClass = options.StorageClass,
        SseCustomerKey = options.SseCustomerKey,
        CreateBucketIfMissing = options.CreateBucketIfMissing,
        ChecksumAlgorithm = checksum,
    };
}
