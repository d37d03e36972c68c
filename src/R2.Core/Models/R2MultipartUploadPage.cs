namespace R2.Models;

/// <summary>One page of ListMultipartUploads.</summary>
public sealed class R2MultipartUploadPage
{
    /// <summary>Uploads of this page, by key.</summary>
    public required IReadOnlyList<R2MultipartUpload> Uploads { get; init; }

    /// <summary>Common prefixes of this page; empty without a delimiter.</summary>
    public required IReadOnlyList<R2Prefix> Prefixes { get; init; }

    /// <summary>Whether more pages follow.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Key marker for the next page.</summary>
    public string? NextKeyMarker { get; init; }

    /// <summary>Upload id marker for the next page.</summary>
    public string? NextUploadIdMarker { get; init; }
}
