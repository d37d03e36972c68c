namespace R2.Models;

/// <summary>A presigned URL: whoever holds it may make this one request until it expires.</summary>
public sealed record R2PresignedUrl
{
    /// <summary>The URL with its signature. Treat it as a secret. A string, because <see cref="Uri"/> rewrites some keys when it is printed.</summary>
    public required string Url { get; init; }

    /// <summary>HTTP method that the URL is good for.</summary>
    public required string Method { get; init; }

    /// <summary>Bucket of the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>When the URL ceases to work, in UTC.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>Headers that were signed and must be sent with exactly these values; without <c>host</c>.</summary>
    public IReadOnlyDictionary<string, string> SignedHeaders { get; init; } = R2ObjectInfo.EmptyMetadata;

    /// <summary>Names the request and its end; the signature is left out.</summary>
    public override string ToString() => $"{Method} {BucketName}/{Key} until {Expires:u}";
}
