namespace R2.Models;

/// <summary>A rule that keeps objects from being deleted and overwritten for a while.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/bucket-locks/</remarks>
public sealed record R2BucketLockRule
{
    /// <summary>Bucket that the rule was read from; null for a rule of your own.</summary>
    public string? BucketName { get; init; }

    /// <summary>Name of the rule; each is there once.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the rule is in force.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Keys that the rule is for; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Seconds from its upload for which an object is kept, or null.</summary>
    public long? MaxAgeSeconds { get; init; }

    /// <summary>Day until which objects are kept, or null.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Whether objects are kept until the rule is removed.</summary>
    public bool Indefinite { get; init; }
}
