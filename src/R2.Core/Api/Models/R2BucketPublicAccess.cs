namespace R2.Models;

/// <summary>Whether a bucket can be read at its r2.dev address.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/public-buckets/#enable-managed-public-access</remarks>
public sealed record R2BucketPublicAccess
{
    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>Whether everybody can read its objects there.</summary>
    public bool Enabled { get; init; }

    /// <summary>The host, for example <c>pub-0123456789abcdef.r2.dev</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>Cloudflare's id of the bucket.</summary>
    public string? BucketId { get; init; }

    /// <summary>The address; null where it is off.</summary>
    public string? Url => Enabled ? $"https://{Domain}" : null;
}
