namespace R2.Models;

/// <summary>A bucket, as listed, created or looked up.</summary>
public sealed record R2Bucket
{
    /// <summary>Name of the bucket: 3 to 63 lower-case letters, digits and hyphens.</summary>
    public required string BucketName { get; init; }

    /// <summary>When the bucket was created, in UTC; null where the server does not say.</summary>
    public DateTimeOffset? CreationDate { get; init; }

    /// <summary>Location hint, for example <c>weur</c>; null where the server does not say.</summary>
    public string? Location { get; init; }

    /// <inheritdoc/>
    public override string ToString() => BucketName;
}
