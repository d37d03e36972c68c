namespace R2.Models;

/// <summary>Options of CreateMultipartUpload.</summary>
public sealed record CreateMultipartUploadOptions : ObjectWriteOptions
{
    /// <summary>Algorithm of the parts' checksums; null for none.</summary>
    public R2ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

    /// <summary>Creates the bucket where it is missing (R2's <c>cf-create-bucket-if-missing</c>).</summary>
    public bool CreateBucketIfMissing { get; init; }
}
