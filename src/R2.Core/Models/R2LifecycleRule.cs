namespace R2.Models;

/// <summary>One rule of a bucket's lifecycle configuration.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/object-lifecycles/</remarks>
public sealed record R2LifecycleRule
{
    /// <summary>Bucket that the rule was read from; null for a rule of your own.</summary>
    public string? BucketName { get; init; }

    /// <summary>Name of the rule, up to 255 characters, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the rule is in force.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Keys that the rule is for; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Age in days at which objects are deleted, or null.</summary>
    public int? ExpirationDays { get; init; }

    /// <summary>Date from which objects are deleted, or null.</summary>
    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Age in days at which objects move to <see cref="TransitionStorageClass"/>, or null.</summary>
    public int? TransitionDays { get; init; }

    /// <summary>Date from which objects move to <see cref="TransitionStorageClass"/>, or null.</summary>
    public DateTimeOffset? TransitionDate { get; init; }

    /// <summary>Storage class that objects move to, see <see cref="R2StorageClass"/>.</summary>
    public string TransitionStorageClass { get; init; } = R2StorageClass.StandardInfrequentAccess;

    /// <summary>Age in days at which unfinished multipart uploads are aborted, or null.</summary>
    public int? AbortMultipartDays { get; init; }
}
