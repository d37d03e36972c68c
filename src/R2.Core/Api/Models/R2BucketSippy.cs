namespace R2.Models;

/// <summary>Whether a bucket fetches objects that it lacks from another cloud when they are asked for.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/data-migration/sippy/</remarks>
public sealed record R2BucketSippy
{
    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>Whether it does.</summary>
    public bool Enabled { get; init; }

    /// <summary>The other cloud: <c>aws</c>, <c>gcs</c>, <c>s3</c> or <c>azure</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>Bucket or container there.</summary>
    public string? SourceBucket { get; init; }

    /// <summary>Address of the bucket, of other S3 servers.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>Region, of AWS.</summary>
    public string? SourceRegion { get; init; }

    /// <summary>Access key id that it writes to this bucket with.</summary>
    public string? AccessKeyId { get; init; }
}
