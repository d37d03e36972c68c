namespace R2.Models;

/// <summary>Settings of a custom domain; what is null stays as it is.</summary>
public sealed record R2BucketDomainOptions
{
    private readonly IReadOnlyList<string> _ciphers = TextList<string>.Of([]);

    /// <summary>Whether the bucket can be read there.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Lowest version of TLS: <c>1.0</c>, <c>1.1</c>, <c>1.2</c> or <c>1.3</c>.</summary>
    public string? MinTls { get; init; }

    /// <summary>Ciphers, by their names in BoringSSL; none leaves them as they are.</summary>
    public IReadOnlyList<string> Ciphers
    {
        get => _ciphers;
        init => _ciphers = TextList<string>.Of(value);
    }
}
