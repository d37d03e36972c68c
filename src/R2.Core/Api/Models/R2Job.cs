namespace R2.Models;

/// <summary>Work that Cloudflare does in a bucket by itself: the deletion of all objects, or of those below a prefix.</summary>
public sealed record R2Job
{
    /// <summary>Bucket.</summary>
    public string? BucketName { get; init; }

    /// <summary>Id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>What it does: <c>prefixDelete</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>ENQUEUED</c>, <c>RUNNING</c>, <c>COMPLETED</c>, <c>FAILED</c> or <c>CANCELLED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Objects deleted so far.</summary>
    public long DeletedObjects { get; init; }

    /// <summary>Prefix of the keys that it deletes; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether it empties the whole bucket.</summary>
    public bool IsBucketClear { get; init; }

    /// <summary>Whether it does nothing more.</summary>
    public bool HasEnded => Status is not ("ENQUEUED" or "RUNNING");
}
