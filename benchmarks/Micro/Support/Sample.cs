using R2.Models;
using R2.Requests;
using R2.Retry;

namespace R2.Benchmarks.Support;

/// <summary>The account, the object and the two requests that every side works on.</summary>
internal static class Sample
{
    public const string AccessKeyId = "4f1c2d0e9b8a7654c3d2e1f00f1e2d3c";
    public const string Secret = "0d9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3928170f6e5d4c3b2a1908f7e6d5c4b";
    public const string Region = "auto";
    public const string Bucket = "backups";
    public const string Key = "2026/11/22/database dump+1.tar.gz";

    public static Uri Endpoint { get; } = new("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com");

    public static R2Credential Credential { get; } = new(AccessKeyId, Secret);

    public static R2Client Client(HttpMessageHandler? transport = null) => new(new()
    {
        Credential = Credential,
        Endpoint = Endpoint,
        Transport = transport,
    });

    /// <summary>A ranged GET.</summary>
    public static S3Exchange Exchange(S3Request request) =>
        new(request, request.ToMessage(Endpoint), RetryPolicy.Of(new R2ClientOptions { Credential = Credential, Endpoint = Endpoint }));

    public static HttpRequestMessage Get() => S3Request.Get("GetObject", Bucket, Key)
        .Header("Range", "bytes=0-1048575")
        .Header("if-match", "\"9b2cf535f27731c974343645a3985328\"")
        .ToMessage(Endpoint);

    /// <summary>An UploadPart of 16 KiB: parameters, headers of the body, a checksum. The body is hashed when the message is made, not when it is signed.</summary>
    public static HttpRequestMessage Put() => S3Request.Put("UploadPart", Bucket, Key)
        .Query("partNumber", "7")
        .Query("uploadId", "AHgfC1zIvTF2qVqJxN0nWm5oYQ3d8Ee+hX/2")
        .Stored(new PutObjectOptions { ContentType = "application/gzip", Metadata = new Dictionary<string, string> { ["source"] = "db-7" } })
        .Header("x-amz-checksum-crc32c", "yZRlqg==")
        .WithBody(R2Content.FromBytes(new byte[16 * 1024]))
        .ToMessage(Endpoint);

    public static HttpRequestMessage Request(string method) => method == "GET" ? Get() : Put();
}
