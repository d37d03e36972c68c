namespace R2.Models;

/// <summary>Options of ListMultipartUploads.</summary>
public sealed record ListMultipartUploadsOptions
{
    /// <summary>Lists only uploads whose key begins so.</summary>
    public string? Prefix { get; init; }

    /// <summary>Rolls keys up into common prefixes.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Key marker of the page before.</summary>
    public string? KeyMarker { get; init; }

    /// <summary>Upload id marker of the page before.</summary>
    public string? UploadIdMarker { get; init; }

    /// <summary>Uploads in a page at most, 1 to 1,000; 1,000 where null.</summary>
    public int? MaxUploads { get; init; }
}
