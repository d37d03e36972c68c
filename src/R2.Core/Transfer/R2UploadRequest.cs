using R2.Models;

namespace R2;

/// <summary>One object to upload.</summary>
public sealed record R2UploadRequest
{
    /// <summary>Bucket to write to.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key to write.</summary>
    public required string Key { get; init; }

    /// <summary>Where the bytes come from.</summary>
    public required R2Content Content { get; init; }

    /// <summary>
    /// Whether the time of a file is kept with its object, as rclone and s3fs keep it: in the metadata <c>mtime</c>, unless <see cref="Options"/> have one. What is not a
    /// file has none.
    /// </summary>
    public bool KeepFileTime { get; init; }

    /// <summary>How long a stream is that cannot say it, so that its parts are large enough; null where nobody knows.</summary>
    internal long? ExpectedLength { get; init; }

    /// <summary>What is stored with them, and conditions. <see cref="PutObjectOptions.Checksum"/> and <see cref="PutObjectOptions.ContentMd5"/> must be null: the transfer computes checksums, see <see cref="TransferOptions.Checksum"/>.</summary>
    public PutObjectOptions Options { get; init; } = new();

    /// <summary>Where to report how far it is.</summary>
    public R2TransferProgress? Progress { get; init; }

    /// <summary>Called with what a person should know, or may want to know, on any thread; it must not block or throw.</summary>
    public Action<R2TransferEvent>? OnEvent { get; init; }
}
