namespace R2.Models;

/// <summary>One page of ListParts.</summary>
public sealed class R2PartPage
{
    /// <summary>Parts of this page, by number.</summary>
    public required IReadOnlyList<R2Part> Parts { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Part number marker for the next page.</summary>
    public int? NextPartNumberMarker { get; init; }
}
