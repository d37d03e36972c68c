namespace R2.Models;

/// <summary>Encryption at rest of a bucket. R2 always encrypts, with AES-256.</summary>
public sealed record R2BucketEncryption
{
    /// <summary>Algorithm, for example <c>AES256</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Whether a bucket key is in use.</summary>
    public bool BucketKeyEnabled { get; init; }
}
