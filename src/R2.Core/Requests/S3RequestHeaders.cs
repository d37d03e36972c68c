using System.Globalization;
using R2.Models;
using R2.Rules;

namespace R2.Requests;

/// <summary>Families of headers that several operations share.</summary>
internal static class S3RequestHeaders
{
    /// <summary>Headers and metadata to store, storage class and encryption.</summary>
    public static S3Request Stored(this S3Request request, ObjectWriteOptions? options)
    {
        if (options is null)
        {
            return request;
        }

        request
            .Header("Content-Type", options.ContentType)
            .Header("Cache-Control", options.CacheControl)
            .Header("Content-Disposition", options.ContentDisposition)
            .Header("Content-Encoding", options.ContentEncoding)
            .Header("Content-Language", options.ContentLanguage)
            .Header("Expires", HttpDate(options.Expires))
            .Header("x-amz-storage-class", options.StorageClass)
            .OfClass(options.StorageClass)
            .SseCustomerKey(options.SseCustomerKey);
        if (options.Metadata is { Count: > 0 } metadata)
        {
            foreach ((string name, string value) in MetadataRules.ToHeaders(metadata))
            {
                request.Header(name, value);
            }
        }

        return request;
    }

    /// <param name="request">Request.</param>
    /// <param name="conditions">Conditions, or null.</param>
    /// <param name="prefix">What stands before <c>if-match</c>: nothing, <c>x-amz-copy-source-</c> or <c>cf-copy-destination-</c>.</param>
    public static S3Request Conditions(this S3Request request, R2Conditions? conditions, string prefix = "") => conditions is null
        ? request
        : request
            .Header(prefix + "if-match", Quoted(conditions.IfMatch))
            .Header(prefix + "if-none-match", Quoted(conditions.IfNoneMatch))
            .Header(prefix + "if-modified-since", HttpDate(conditions.IfModifiedSince))
            .Header(prefix + "if-unmodified-since", HttpDate(conditions.IfUnmodifiedSince));

    public static S3Request SseCustomerKey(this S3Request request, SseCustomerKey? key, string prefix = "x-amz-") => key is null
        ? request
        : request
            .Header(prefix + "server-side-encryption-customer-algorithm", "AES256")
            .Header(prefix + "server-side-encryption-customer-key", key.Base64)
            .Header(prefix + "server-side-encryption-customer-key-md5", key.Md5);

    public static S3Request Checksum(this S3Request request, R2Checksum? checksum) =>
        checksum is null ? request : request.Header(checksum.HeaderName, checksum.Value);

    /// <summary>The source of a copy: with its leading slash, encoded exactly once.</summary>
    public static S3Request CopySource(this S3Request request, string bucket, string key, SseCustomerKey? sseKey) => request
        .Header("x-amz-copy-source", $"/{NameRules.Bucket(bucket)}/{Signing.UriEncoding.EncodePath(NameRules.Key(key))}")
        .SseCustomerKey(sseKey, "x-amz-copy-source-");

    private static string? HttpDate(DateTimeOffset? date) => date?.ToString("R", CultureInfo.InvariantCulture);

    private static string? Quoted(string? etag) =>
        etag is null or "*" || etag.StartsWith('"') || etag.StartsWith("W/", StringComparison.Ordinal) ? etag : $"\"{etag}\"";
}
