using System.Security.Cryptography;
using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class SseCustomerKeyChecks
{
    private static readonly SseCustomerKey s_key = new(RandomNumberGenerator.GetBytes(32));
    private static readonly SseCustomerKey s_other = new(RandomNumberGenerator.GetBytes(32));

    public static IEnumerable<Check> All =>
    [
        new("sse.round-trip", async c =>
        {
            string key = await PutAsync(c);
            R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, new() { SseCustomerKey = s_key }, c.Token);
            Verify.Equal(s_key.Md5, info.SseCustomerKeyMd5, "the key's MD5");
            Verify.Equal("secret", await c.GetTextAsync(key, new() { SseCustomerKey = s_key }), "the body");
        }),
        new("sse.read-without-key", async c =>
        {
            string key = await PutAsync(c);
            await Verify.ThrowsAsync("InvalidRequest", () => c.GetTextAsync(key));
        }),
        new("sse.read-with-other-key", async c =>
        {
            string key = await PutAsync(c);
            await Verify.ThrowsAsync("AccessDenied", () => c.GetTextAsync(key, new() { SseCustomerKey = s_other }));
        }),
        new("sse.multipart", async c =>
        {
            R2MultipartUpload upload = await MultipartUploads.StartAsync(c, new() { SseCustomerKey = s_key });
            R2Part[] parts = await MultipartUploads.UploadAllAsync(c, upload, new() { SseCustomerKey = s_key });
            await c.Client.CompleteMultipartUploadAsync(upload, parts, hasCustomerKey: true, cancellationToken: c.Token);
            await MultipartUploads.VerifyStoredAsync(c, upload, new() { SseCustomerKey = s_key });
        }),
        new("sse.copy-to-other-key", async c =>
        {
            string key = await PutAsync(c);
            string copy = c.NewKey();
            await c.Client.CopyObjectAsync(CheckContext.Bucket, key, CheckContext.Bucket, copy, new() { SourceSseCustomerKey = s_key, SseCustomerKey = s_other }, c.Token);
            Verify.Equal("secret", await c.GetTextAsync(copy, new() { SseCustomerKey = s_other }), "the body");
        }),
    ];

    private static async Task<string> PutAsync(CheckContext c)
    {
        string key = c.NewKey();
        await c.PutAsync(key, "secret", new PutObjectOptions { SseCustomerKey = s_key });
        return key;
    }
}
