using R2.Models;

namespace R2.Transfer;

/// <summary>One object to copy within the server.</summary>
public sealed record R2CopyRequest
{
    /// <summary>Bucket to copy from.</summary>
    public required string SourceBucketName { get; init; }

    /// <summary>Key to copy from.</summary>
    public required string SourceKey { get; init; }

    /// <summary>Bucket to copy to.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key to copy to.</summary>
    public required string Key { get; init; }

    /// <summary>What becomes of headers and metadata, conditions at both ends, and customer's keys.</summary>
    public CopyObjectOptions Options { get; init; } = new();

    /// <summary>Where to report how far it is.</summary>
    public TransferProgress? Progress { get; init; }

    /// <summary>Called with what a person should know.</summary>
    public Action<string>? Notify { get; init; }
}
