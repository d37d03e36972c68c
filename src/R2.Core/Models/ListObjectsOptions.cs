namespace R2.Models;

/// <summary>Options of a list of objects (ListObjectsV2).</summary>
public sealed record ListObjectsOptions
{
    /// <summary>Lists only keys that begin with this text.</summary>
    public string? Prefix { get; init; }

    /// <summary>Rolls keys up to the first occurrence of this text behind the prefix into common prefixes.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Lists only keys after this one, in the order of UTF-8 bytes.</summary>
    public string? StartAfter { get; init; }

    /// <summary>Token of the page before.</summary>
    public string? ContinuationToken { get; init; }

    /// <summary>Keys and prefixes in a page at most, 1 to 1,000; 1,000 where null.</summary>
    public int? MaxKeys { get; init; }
}
