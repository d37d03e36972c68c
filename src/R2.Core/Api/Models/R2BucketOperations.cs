namespace R2.Models;

/// <summary>How often an operation was asked of a bucket within a time.</summary>
public sealed record R2BucketOperations
{
    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The operation, for example <c>PutObject</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How it ended, for example <c>success</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Number of requests.</summary>
    public long Requests { get; init; }
}
