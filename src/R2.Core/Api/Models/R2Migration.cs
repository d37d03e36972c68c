namespace R2.Models;

/// <summary>A job of Super Slurper, which copies a bucket of another cloud into one of R2's.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/data-migration/super-slurper/</remarks>
public sealed record R2Migration
{
    /// <summary>Id of the job.</summary>
    public required string MigrationId { get; init; }

    /// <summary>Bucket that it copies into.</summary>
    public string? BucketName { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>aborted</c> or <c>completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Where it copies from: <c>s3</c>, <c>gcs</c> or <c>r2</c>.</summary>
    public string? Vendor { get; init; }

    /// <summary>Bucket there.</summary>
    public string? SourceBucket { get; init; }

    /// <summary>Endpoint there, of other S3 servers.</summary>
    public string? SourceEndpoint { get; init; }

    /// <summary>Beginning of the keys that it copies; null for all.</summary>
    public string? SourcePrefix { get; init; }

    /// <summary>Whether objects that are there are replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Objects found so far.</summary>
    public long Objects { get; init; }

    /// <summary>Objects copied.</summary>
    public long TransferredObjects { get; init; }

    /// <summary>Objects left out: those that are there already, too large, archived or empty. The log has the reason of each.</summary>
    public long SkippedObjects { get; init; }

    /// <summary>Objects that could not be copied.</summary>
    public long FailedObjects { get; init; }

    /// <summary>Whether it does nothing more.</summary>
    public bool HasEnded => Status is "aborted" or "completed";
}
