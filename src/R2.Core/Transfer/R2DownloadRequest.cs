using R2.Models;

namespace R2.Transfer;

/// <summary>One object to download into a file.</summary>
public sealed record R2DownloadRequest
{
    /// <summary>Bucket to read from.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key to read.</summary>
    public required string Key { get; init; }

    /// <summary>File to write. It appears when every byte is there, in one step, and replaces what was there.</summary>
    public required string Path { get; init; }

    /// <summary>Range, conditions and customer's key.</summary>
    public GetObjectOptions Options { get; init; } = new();

    /// <summary>Where to report how far it is.</summary>
    public TransferProgress? Progress { get; init; }

    /// <summary>Called with what a person should know: a download taken up, started over or left behind.</summary>
    public Action<string>? Notify { get; init; }
}
