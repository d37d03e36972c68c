namespace R2.Models;

/// <summary>A domain of your own that a bucket is published at.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/public-buckets/#custom-domains</remarks>
public sealed record R2BucketDomain
{
    private readonly IReadOnlyList<string> _ciphers = TextList<string>.Of([]);

    /// <summary>Bucket.</summary>
    public required string BucketName { get; init; }

    /// <summary>The domain, for example <c>files.example.com</c>.</summary>
    public required string Domain { get; init; }

    /// <summary>Whether the bucket can be read there.</summary>
    public bool Enabled { get; init; }

    /// <summary>State of its DNS record: <c>pending</c>, <c>active</c>, <c>deactivated</c>, <c>blocked</c>, <c>error</c> or <c>unknown</c>.</summary>
    public string Ownership { get; init; } = "unknown";

    /// <summary>State of its certificate: <c>initializing</c>, <c>pending</c>, <c>active</c>, <c>deactivated</c>, <c>error</c> or <c>unknown</c>.</summary>
    public string Ssl { get; init; } = "unknown";

    /// <summary>Lowest version of TLS that it takes, <c>1.0</c> to <c>1.3</c>; null where Cloudflare's default holds.</summary>
    public string? MinTls { get; init; }

    /// <summary>Ciphers that it takes, by their names in BoringSSL; none for Cloudflare's defaults.</summary>
    public IReadOnlyList<string> Ciphers
    {
        get => _ciphers;
        init => _ciphers = TextList<string>.Of(value);
    }

    /// <summary>Zone that the domain is in.</summary>
    public string? ZoneId { get; init; }

    /// <summary>Name of that zone.</summary>
    public string? ZoneName { get; init; }

    /// <summary>Whether DNS and certificate are there, so that it serves.</summary>
    public bool IsActive => Ownership == "active" && Ssl == "active";
}
