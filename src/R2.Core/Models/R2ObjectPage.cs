namespace R2.Models;

/// <summary>One page of a list of objects (ListObjectsV2). A page may be short, even empty, and still not be the last.</summary>
public sealed class R2ObjectPage
{
    /// <summary>Objects of this page, by key.</summary>
    public required IReadOnlyList<R2Object> Objects { get; init; }

    /// <summary>Common prefixes of this page; empty without a delimiter.</summary>
    public required IReadOnlyList<R2Prefix> Prefixes { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Token for the next page; null on the last one.</summary>
    public string? NextContinuationToken { get; init; }
}
