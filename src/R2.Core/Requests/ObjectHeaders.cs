using System.Globalization;
using System.Net.Http.Headers;
using R2.Models;
using R2.Rules;

namespace R2.Requests;

/// <summary>Reads an object's description from the headers of HEAD and GET.</summary>
internal static class ObjectHeaders
{
    public static R2ObjectInfo Read(S3Response response) => new()
    {
        BucketName = response.Request.Bucket!,
        Key = response.Request.Key!,
        Size = RangeOf(response)?.Length ?? response.Message.Content.Headers.ContentLength ?? 0,
        ETag = response.ETag,
        LastModified = S3Response.Date(response.Header("Last-Modified")),
        StorageClass = response.Header("x-amz-storage-class") ?? R2StorageClass.Standard,
        ContentType = response.Header("Content-Type"),
        CacheControl = response.Header("Cache-Control"),
        ContentDisposition = response.Header("Content-Disposition"),
        ContentEncoding = response.Header("Content-Encoding"),
        ContentLanguage = response.Header("Content-Language"),
        Expires = response.Header("Expires"),
        Metadata = Metadata(response.Message.Headers),
        MissingMetadata = Number(response.Header("x-amz-missing-meta")) ?? 0,
        Checksums = response.Checksums,
        PartsCount = Number(response.Header("x-amz-mp-parts-count")),
        SseCustomerKeyMd5 = response.Header("x-amz-server-side-encryption-customer-key-md5"),
    };

    /// <summary>Content-Range of a 206: where the body begins, and how long the whole object is.</summary>
    public static ContentRangeHeaderValue? RangeOf(S3Response response) => response.Message.Content.Headers.ContentRange;

    private static IReadOnlyDictionary<string, string> Metadata(HttpResponseHeaders headers)
    {
        TextDictionary? metadata = null;
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (name.StartsWith(MetadataRules.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                metadata ??= [];
                metadata[name[MetadataRules.Prefix.Length..].ToLowerInvariant()] = MetadataText.Decode(PrintableText.Of(values.ToString()));
            }
        }

        return metadata ?? R2ObjectInfo.EmptyMetadata;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
