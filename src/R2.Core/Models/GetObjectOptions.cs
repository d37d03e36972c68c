namespace R2.Models;

/// <summary>Options of GetObject and HeadObject.</summary>
public sealed record GetObjectOptions
{
    /// <summary>Range to read; the whole object where null.</summary>
    public R2ByteRange? Range { get; init; }

    /// <summary>Part to read, 1 to 10,000, as the object was uploaded; excludes <see cref="Range"/>.</summary>
    public int? PartNumber { get; init; }

    /// <summary>Conditions on the object.</summary>
    public R2Conditions? Conditions { get; init; }

    /// <summary>Customer's key that the object was encrypted with.</summary>
    public SseCustomerKey? SseCustomerKey { get; init; }

    /// <summary>Asks for the checksums stored with the object.</summary>
    public bool ChecksumMode { get; init; }

    /// <summary>Headers to answer with in place of the stored ones.</summary>
    public R2ResponseOverrides? ResponseOverrides { get; init; }
}
