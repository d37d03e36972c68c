namespace R2.Models;

/// <summary>What Cloudflare says of an API token.</summary>
/// <remarks>Source: https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/</remarks>
public sealed record R2ApiTokenInfo
{
    /// <summary>Id of the token, 32 hexadecimal digits: the access key id of its S3 key pair.</summary>
    public required string Id { get; init; }

    /// <summary><c>active</c>, <c>disabled</c> or <c>expired</c>.</summary>
    public required string Status { get; init; }

    /// <summary>From when on it is good; null for from the beginning.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it is good now.</summary>
    public bool IsActive => Status == "active";
}
