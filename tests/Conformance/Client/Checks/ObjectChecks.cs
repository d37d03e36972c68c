using System.Security.Cryptography;
using System.Text;
using R2.Models;

namespace R2.Conformance.Client.Checks;

internal static class ObjectChecks
{
    public static IEnumerable<Check> All =>
    [
        new("object.round-trip", RoundTripAsync),
        new("object.empty", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "");
            Verify.Equal("", await c.GetTextAsync(key), "the body");
            Verify.Equal(0, (await c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token)).Size, "the size");
        }),
        new("object.large-from-stream", LargeAsync),
        new("object.overwrite", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "one");
            await c.PutAsync(key, "two");
            Verify.Equal("two", await c.GetTextAsync(key), "the body");
        }),
        new("object.get-missing", c => Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync("missing"))),
        new("object.head-missing", c => Verify.ThrowsAsync("NoSuchKey", () => c.Client.HeadObjectAsync(CheckContext.Bucket, "missing", cancellationToken: c.Token))),
        new("object.delete-missing", c => c.Client.DeleteObjectAsync(CheckContext.Bucket, "missing", c.Token)),
        new("object.put-to-missing-bucket", c => Verify.ThrowsAsync(
            "NoSuchBucket", () => c.Client.PutObjectAsync("conformance-missing", "key", CheckContext.Content("text"), cancellationToken: c.Token))),
        new("object.get-from-missing-bucket", c => Verify.ThrowsAsync(
            "NoSuchBucket", () => c.Client.GetObjectAsync("conformance-missing", "key", cancellationToken: c.Token))),
        new("object.storage-class", async c =>
        {
            string key = c.NewKey();
            await c.PutAsync(key, "seldom read", new PutObjectOptions { StorageClass = R2StorageClass.StandardInfrequentAccess });
            R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
            Verify.Equal(R2StorageClass.StandardInfrequentAccess, info.StorageClass, "the storage class");
        }),
    ];

    private static async Task RoundTripAsync(CheckContext c)
    {
        string key = c.NewKey();
        byte[] bytes = Encoding.UTF8.GetBytes("Grüße");
        R2PutResult put = await c.Client.PutObjectAsync(CheckContext.Bucket, key, R2Content.FromBytes(bytes), cancellationToken: c.Token);
        Verify.Equal(CheckContext.Md5(bytes), put.ETag, "the ETag");
        Verify.Equal("Grüße", await c.GetTextAsync(key), "the body");
        R2ObjectInfo info = await c.Client.HeadObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
        Verify.Equal((bytes.Length, put.ETag), ((int)info.Size, info.ETag), "size and ETag");
        Verify.True(info.LastModified is { } time && (DateTimeOffset.UtcNow - time).Duration() < TimeSpan.FromMinutes(1), $"Last-Modified is {info.LastModified}");
        await c.Client.DeleteObjectAsync(CheckContext.Bucket, key, c.Token);
        await Verify.ThrowsAsync("NoSuchKey", () => c.GetTextAsync(key));
    }

    private static async Task LargeAsync(CheckContext c)
    {
        string key = c.NewKey();
        byte[] bytes = RandomNumberGenerator.GetBytes((20 << 20) + 17);
        using MemoryStream source = new(bytes);
        await c.Client.PutObjectAsync(CheckContext.Bucket, key, R2Content.FromStream(source), cancellationToken: c.Token);
        await using R2ObjectContent content = await c.Client.GetObjectAsync(CheckContext.Bucket, key, cancellationToken: c.Token);
        Verify.Equal(bytes.Length, (int)content.ContentLength, "the length");
        byte[] hash = await SHA256.HashDataAsync(content.Content, c.Token);
        Verify.Equal(Convert.ToHexString(SHA256.HashData(bytes)), Convert.ToHexString(hash), "the SHA-256");
    }
}
