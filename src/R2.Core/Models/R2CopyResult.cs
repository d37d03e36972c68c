namespace R2.Models;

/// <summary>What the server answers to CopyObject or UploadPartCopy.</summary>
public sealed record R2CopyResult : R2Result
{
    /// <summary>Entity tag of the copy, without its quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>When the copy was written, in UTC.</summary>
    public DateTimeOffset? LastModified { get; init; }
}
