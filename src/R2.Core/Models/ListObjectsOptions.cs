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

    /// <summary>
    /// Requests that an enumeration may have under way at once, 1 to 64; 1, where nothing else is said. More are used only for a list that has had eight full pages, half of the last eight of
    /// which took 30 ms or longer, without <see cref="Delimiter"/>, <see cref="MaxKeys"/> and <see cref="ContinuationToken"/>, and outside of recordings; the order stays. It costs up to one request in ten more, and as many as this.
    /// <see cref="R2Client.ListObjectsAsync"/>, which asks for one page, does not look at it.
    /// </summary>
    public int RequestsAtOnce { get; init; } = 1;
}
