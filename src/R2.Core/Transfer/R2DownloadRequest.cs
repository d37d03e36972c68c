using R2.Models;
using R2.Transfer.Paths;

namespace R2;

/// <summary>One object to download into a file.</summary>
public sealed record R2DownloadRequest
{
    /// <summary>Bucket to read from.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key to read.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// File to write. It appears when every byte is there, in one step; where it replaces a file it gets that file's rights. A link to a file stands for that file;
    /// one to anything else is refused.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>Whether a file that is there when the download ends may be replaced.</summary>
    public bool Overwrite { get; init; } = true;

    /// <summary>
    /// Whether the file gets the time that its object keeps of the file that it was made of (by this library, rclone, s3fs, s3cmd, mc or gsutil), or else the time at which
    /// the object was written. A range of an object, and a file whose time the system does not let be set, have the time of the download.
    /// </summary>
    public bool KeepFileTime { get; init; }

    /// <summary>Folder that the file must be in: no link may lead out of it, also not one that is made while the download runs. Null for a path that is trusted.</summary>
    internal TargetFolder? Folder { get; init; }

    /// <summary>Range, conditions and customer's key. Whether stored checksums are asked for is up to <see cref="TransferOptions.Checksum"/>.</summary>
    public GetObjectOptions Options { get; init; } = new();

    /// <summary>Where to report how far it is.</summary>
    public R2TransferProgress? Progress { get; init; }

    /// <summary>Called with what a person should know, or may want to know, on any thread; it must not block or throw.</summary>
    public Action<R2TransferEvent>? OnEvent { get; init; }
}
