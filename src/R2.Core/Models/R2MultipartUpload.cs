namespace R2.Models;

/// <summary>A multipart upload that was started and neither completed nor aborted. R2 aborts it after seven days by default.</summary>
public sealed record R2MultipartUpload : R2Result
{
    /// <summary>Bucket that the object will be in.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key that the object will have.</summary>
    public required string Key { get; init; }

    /// <summary>Upload id, an opaque token of the server.</summary>
    public required string UploadId { get; init; }

    /// <summary>When the upload was started, in UTC; null where the server does not say.</summary>
    public DateTimeOffset? Initiated { get; init; }

    /// <summary>Storage class that the object will have.</summary>
    public string StorageClass { get; init; } = R2StorageClass.Standard;

    /// <inheritdoc/>
    public override string ToString() => Key;
}
