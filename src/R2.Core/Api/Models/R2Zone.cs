namespace R2.Models;

/// <summary>A domain that an account has at Cloudflare.</summary>
public sealed record R2Zone
{
    /// <summary>Id of the zone, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its domain, for example <c>example.com</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>active</c>, or why it is not.</summary>
    public string? Status { get; init; }
}
