namespace R2.Models;

/// <summary>What may be stored with an object, whichever way it is written.</summary>
public abstract record ObjectWriteOptions
{
    /// <summary>Media type; the server guesses where null.</summary>
    public string? ContentType { get; init; }

    /// <summary>Cache-Control to serve the object with.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Content-Disposition to serve the object with; a name beyond ASCII is stored as RFC 6266 has it (<c>filename*=UTF-8''…</c>).</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Content-Encoding of the bytes that are sent; nothing is compressed for you.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language to serve the object with.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Expires to serve the object with.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// User metadata: names of letters, digits and the signs <c>!#$%&amp;'*+-.^_`|~</c>, which must differ in more than case; values of any text, which reads back equal
    /// (sent as RFC 2047 where no header can carry it as it is); 8,192 bytes in all. Source: https://developers.cloudflare.com/r2/platform/limits/
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Storage class, see <see cref="R2StorageClass"/>; the bucket's default where null.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Customer's key for server-side encryption.</summary>
    public SseCustomerKey? SseCustomerKey { get; init; }
}
