namespace R2.Models;

/// <summary>Options of a presigned URL.</summary>
public sealed record PresignOptions
{
    /// <summary>Method that the URL is good for: GET, HEAD, PUT or DELETE.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Lifetime, 1 second to 7 days in whole seconds. Source: https://developers.cloudflare.com/r2/api/s3/presigned-urls/</summary>
    public TimeSpan ExpiresIn { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Headers to sign, which the request must then carry with exactly these values.</summary>
    public IReadOnlyDictionary<string, string>? SignedHeaders { get; init; }

    /// <summary>Headers that a GET answers with in place of the stored ones.</summary>
    public R2ResponseOverrides? ResponseOverrides { get; init; }

    /// <summary>With <see cref="PartNumber"/>: presigns UploadPart.</summary>
    public string? UploadId { get; init; }

    /// <summary>Part number, 1 to 10,000.</summary>
    public int? PartNumber { get; init; }
}
