namespace R2.Models;

/// <summary>Options of UploadPartCopy. R2 knows no conditions here: look at the source before and after.</summary>
public sealed record UploadPartCopyOptions
{
    /// <summary>Range of the source, both ends given; the whole source where null.</summary>
    public R2ByteRange? SourceRange { get; init; }

    /// <summary>Customer's key that the source was encrypted with.</summary>
    public SseCustomerKey? SourceSseCustomerKey { get; init; }

    /// <summary>Customer's key of the upload.</summary>
    public SseCustomerKey? SseCustomerKey { get; init; }
}
