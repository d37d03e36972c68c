namespace R2.Models;

/// <summary>Options of UploadPart.</summary>
public sealed record UploadPartOptions
{
    /// <summary>Checksum of the part: CRC32 or CRC32C; R2 answers 501 to the SHA family here.</summary>
    public R2Checksum? Checksum { get; init; }

    /// <summary>MD5 of the part in base64.</summary>
    public string? ContentMd5 { get; init; }

    /// <summary>Customer's key, the same as at CreateMultipartUpload.</summary>
    public SseCustomerKey? SseCustomerKey { get; init; }
}
