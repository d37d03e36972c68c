namespace R2.Models;

/// <summary>One part of a multipart upload.</summary>
public sealed record R2Part : R2Result
{
    private readonly IReadOnlyList<R2Checksum> _checksums = TextList<R2Checksum>.Of([]);

    /// <summary>Part number, 1 to 10,000.</summary>
    public required int PartNumber { get; init; }

    /// <summary>Entity tag without its quotes: the MD5 of the part.</summary>
    public required string ETag { get; init; }

    /// <summary>Size in bytes; 0 where the response does not say.</summary>
    public long Size { get; init; }

    /// <summary>When the part was stored, in UTC; null where the response does not say.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Checksums of the part, as sent or as stored.</summary>
    public IReadOnlyList<R2Checksum> Checksums
    {
        get => _checksums;
        init => _checksums = TextList<R2Checksum>.Of(value);
    }
}
