using System.Security.Cryptography;
using R2.Models;

namespace R2.Conformance.Client.Checks;

/// <summary>What the checks of multipart uploads share.</summary>
internal static class MultipartUploads
{
    public const int PartBytes = 5 << 20;

    public static byte[] Bytes { get; } = RandomNumberGenerator.GetBytes((2 * PartBytes) + 1000);

    public static R2Content Part(int number) =>
        R2Content.FromBytes(Bytes.AsMemory((number - 1) * PartBytes, Math.Min(PartBytes, Bytes.Length - ((number - 1) * PartBytes))));

    public static Task<R2MultipartUpload> StartAsync(CheckContext c, CreateMultipartUploadOptions? options = null) =>
        c.Client.CreateMultipartUploadAsync(CheckContext.Bucket, c.NewKey("/multi part"), options, c.Token);

    public static Task<R2Part> UploadAsync(CheckContext c, R2MultipartUpload upload, int number, UploadPartOptions? options = null) =>
        c.Client.UploadPartAsync(upload, number, Part(number), options, c.Token);

    public static async Task<R2Part[]> UploadAllAsync(CheckContext c, R2MultipartUpload upload, UploadPartOptions? options = null) =>
        // The last part first: their order is the numbers', not the arrival's.
        [await UploadAsync(c, upload, 3, options), await UploadAsync(c, upload, 1, options), await UploadAsync(c, upload, 2, options)];

    public static async Task VerifyStoredAsync(CheckContext c, R2MultipartUpload upload, GetObjectOptions? options = null)
    {
        await using R2ObjectContent content = await c.Client.GetObjectAsync(upload.BucketName, upload.Key, options, c.Token);
        byte[] hash = await SHA256.HashDataAsync(content.Content, c.Token);
        Verify.Equal(Convert.ToHexString(SHA256.HashData(Bytes)), Convert.ToHexString(hash), "the SHA-256 of the object");
    }

    public static ReadOnlySpan<byte> PartBytesOf(int number) => Bytes.AsSpan((number - 1) * PartBytes, (int)Part(number).Length!.Value);

    /// <summary>MD5 of the parts' MD5s and their number, as S3 has it.</summary>
    public static string ETag { get; } =
        CheckContext.Md5(Convert.FromHexString(string.Concat(Enumerable.Range(1, 3).Select(n => CheckContext.Md5(PartBytesOf(n)))))) + "-3";
}
