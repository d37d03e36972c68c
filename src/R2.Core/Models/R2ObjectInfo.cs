namespace R2.Models;

/// <summary>All that HEAD or GET tells of an object.</summary>
public sealed record R2ObjectInfo : R2Result
{
    private readonly IReadOnlyList<R2Checksum> _checksums = TextList<R2Checksum>.Of([]);

    /// <summary>Bucket that holds the object.</summary>
    public required string BucketName { get; init; }

    /// <summary>Key of the object.</summary>
    public required string Key { get; init; }

    /// <summary>Size of the whole object in bytes, also where only a range or a part of it was asked for.</summary>
    public long Size { get; init; }

    /// <summary>Entity tag without its quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>When the object was written, in UTC.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Storage class, see <see cref="R2StorageClass"/>.</summary>
    public string StorageClass { get; init; } = R2StorageClass.Standard;

    /// <summary>Media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control, as stored.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition, as stored.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding, as stored. The bytes arrive encoded: nothing is decompressed on the way.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language, as stored.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Expires, as stored.</summary>
    public string? Expires { get; init; }

    /// <summary>User metadata (<c>x-amz-meta-*</c>), names in lower case, values decoded (RFC 2047).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = EmptyMetadata;

    /// <summary>Number of metadata values that the server could not render in a header.</summary>
    public int MissingMetadata { get; init; }

    /// <summary>Checksums stored with the object.</summary>
    public IReadOnlyList<R2Checksum> Checksums
    {
        get => _checksums;
        init => _checksums = TextList<R2Checksum>.Of(value);
    }

    /// <summary>Number of parts; null for an object that was written in one request, or where it was not asked for.</summary>
    public int? PartsCount { get; init; }

    /// <summary>MD5 of the customer's key, base64, for an object encrypted with one (SSE-C).</summary>
    public string? SseCustomerKeyMd5 { get; init; }

    internal static IReadOnlyDictionary<string, string> EmptyMetadata { get; } = new TextDictionary();

    /// <inheritdoc/>
    public override string ToString() => Key;
}
