namespace R2.Models;

/// <summary>What the server answers to CompleteMultipartUpload.</summary>
public sealed record R2CompleteResult : R2Result
{
    private readonly IReadOnlyList<R2Checksum> _checksums = TextList<R2Checksum>.Of([]);

    /// <summary>Entity tag without its quotes: <c>MD5-of-MD5s-N</c> for N parts.</summary>
    public string? ETag { get; init; }

    /// <summary>Checksums that the server stored with the object; empty where it says nothing of them.</summary>
    public IReadOnlyList<R2Checksum> Checksums
    {
        get => _checksums;
        init => _checksums = TextList<R2Checksum>.Of(value);
    }

    /// <summary>Address of the object, as the server gives it.</summary>
    public string? Location { get; init; }
}
