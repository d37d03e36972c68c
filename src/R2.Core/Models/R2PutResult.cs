namespace R2.Models;

/// <summary>What the server answers to a single upload.</summary>
public sealed record R2PutResult : R2Result
{
    private readonly IReadOnlyList<R2Checksum> _checksums = TextList<R2Checksum>.Of([]);

    /// <summary>Entity tag without its quotes: the MD5 of the body, unless the object is encrypted with a customer's key.</summary>
    public string? ETag { get; init; }

    /// <summary>Checksums that the server says it stored.</summary>
    public IReadOnlyList<R2Checksum> Checksums
    {
        get => _checksums;
        init => _checksums = TextList<R2Checksum>.Of(value);
    }
}
