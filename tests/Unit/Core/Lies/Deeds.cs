using System.Collections.Frozen;
using R2.Models;

namespace R2.Unit.Core.Lies;

/// <summary>What a user of R2.Core does, and what is true of the outcome: whoever is lied to and told so gets an exception, and nobody gets anything else than the truth.</summary>
internal static class Deeds
{
    private const string Bucket = LieScene.Bucket;

    public static FrozenDictionary<string, Func<LieScene, CancellationToken, Task>> All { get; } = new Dictionary<string, Func<LieScene, CancellationToken, Task>>
    {
        ["list buckets"] = async (scene, cancellation) => Assert.Equal([Bucket], await NamesAsync(scene.Client.EnumerateBucketsAsync(cancellationToken: cancellation), static bucket => bucket.BucketName)),
        ["head bucket"] = (scene, cancellation) => scene.Client.HeadBucketAsync(Bucket, cancellation),
        ["create bucket"] = (scene, cancellation) => scene.Client.CreateBucketAsync("another", cancellationToken: cancellation),
        ["delete bucket"] = async (scene, cancellation) =>
        {
            await scene.Truth.CreateBucketAsync("another", cancellationToken: cancellation);
            await scene.Client.DeleteBucketAsync("another", cancellation);
        },
        ["read location"] = (scene, cancellation) => scene.Client.GetBucketLocationAsync(Bucket, cancellation),
        ["read encryption"] = (scene, cancellation) => scene.Client.GetBucketEncryptionAsync(Bucket, cancellation),
        ["read cors"] = (scene, cancellation) => scene.Client.GetBucketCorsAsync(Bucket, cancellation),
        ["write cors"] = (scene, cancellation) => scene.Client.PutBucketCorsAsync(Bucket, [new R2CorsRule { AllowedOrigins = ["*"], AllowedMethods = ["PUT"] }], cancellation),
        ["remove cors"] = (scene, cancellation) => scene.Client.DeleteBucketCorsAsync(Bucket, cancellation),
        ["read lifecycle"] = (scene, cancellation) => scene.Client.GetBucketLifecycleAsync(Bucket, cancellation),
        ["write lifecycle"] = (scene, cancellation) => scene.Client.PutBucketLifecycleAsync(Bucket, [new R2LifecycleRule { Id = "x", ExpirationDays = 2 }], cancellation),
        ["remove lifecycle"] = (scene, cancellation) => scene.Client.DeleteBucketLifecycleAsync(Bucket, cancellation),

        ["list all"] = async (scene, cancellation) => Assert.Equal(["in/a", "in/b", "in/c/d"], await KeysAsync(scene, new ListObjectsOptions { Prefix = "in/", MaxKeys = 2 }, cancellation)),
        ["list folder"] = async (scene, cancellation) => Assert.Equal(["in/a", "in/b"], await KeysAsync(scene, new ListObjectsOptions { Prefix = "in/", Delimiter = "/" }, cancellation)),
        ["list uploads"] = async (scene, cancellation) =>
        {
            List<R2MultipartUpload> uploads = [];
            await foreach (R2MultipartUploadPage page in scene.Client.EnumerateMultipartUploadPagesAsync(Bucket, new ListMultipartUploadsOptions { Prefix = "in/" }, cancellation))
            {
                uploads.AddRange(page.Uploads);
            }

            Assert.Equal(scene.Upload.UploadId, Assert.Single(uploads).UploadId);
        },
        ["list parts"] = async (scene, cancellation) =>
        {
            List<R2Part> parts = [];
            await foreach (R2PartPage page in scene.Client.EnumeratePartPagesAsync(scene.Upload, cancellation))
            {
                parts.AddRange(page.Parts);
            }

            Assert.Equal((1, 1000L, scene.Part.ETag), (Assert.Single(parts).PartNumber, parts[0].Size, parts[0].ETag));
        },

        ["head"] = async (scene, cancellation) => Assert.Equal(1000, (await scene.Client.HeadObjectAsync(Bucket, "key", cancellationToken: cancellation)).Size),
        ["head if match"] = async (scene, cancellation) => await scene.Client.HeadObjectAsync(Bucket, "key", new GetObjectOptions { Conditions = new R2Conditions { IfMatch = scene.Part.ETag } }, cancellation),
        ["get"] = (scene, cancellation) => GetAsync(scene, "key", null, LieScene.Bytes, cancellation),
        ["get if changed"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "other" } }, LieScene.Bytes, cancellation),
        ["get range"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Range = new R2ByteRange(100, 199) }, LieScene.Bytes[100..200], cancellation),
        ["get if match"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Conditions = new R2Conditions { IfMatch = scene.Part.ETag } }, LieScene.Bytes, cancellation),
        ["get all by range"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Range = new R2ByteRange(0, null) }, LieScene.Bytes, cancellation),
        ["get beyond the end"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Range = new R2ByteRange(900, 5000) }, LieScene.Bytes[900..], cancellation),
        ["get from"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Range = new R2ByteRange(100, null) }, LieScene.Bytes[100..], cancellation),
        ["get last"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { Range = new R2ByteRange(null, 100) }, LieScene.Bytes[900..], cancellation),
        ["get part of big"] = (scene, cancellation) => GetAsync(scene, "big", new GetObjectOptions { PartNumber = 3 }, LieScene.BigBytes[^1000..], cancellation),
        ["get first part"] = (scene, cancellation) => GetAsync(scene, "key", new GetObjectOptions { PartNumber = 1 }, LieScene.Bytes, cancellation),

        ["put"] = async (scene, cancellation) => await scene.Client.PutObjectAsync(Bucket, "new", R2Content.FromBytes(LieScene.Bytes), cancellationToken: cancellation),
        ["delete"] = (scene, cancellation) => scene.Client.DeleteObjectAsync(Bucket, "in/a", cancellation),
        ["delete batch"] = async (scene, cancellation) =>
        {
            IReadOnlyList<R2DeleteResult> results = await scene.Client.DeleteObjectsAsync(Bucket, ["in/a", "in/b"], cancellation);
            Assert.Equal(["in/a", "in/b"], results.Select(static result => result.Key));
            if (results.FirstOrDefault(static result => !result.Deleted) is { } refused)
            {
                throw new R2Exception(refused.ErrorCode!, refused.ErrorMessage ?? "");
            }
        },
        ["copy request"] = (scene, cancellation) => scene.Client.CopyObjectAsync(Bucket, "key", Bucket, "new", cancellationToken: cancellation),
        ["create upload"] = (scene, cancellation) => scene.Client.CreateMultipartUploadAsync(Bucket, "new", cancellationToken: cancellation),
        ["upload part"] = (scene, cancellation) => scene.Client.UploadPartAsync(scene.Upload, 2, R2Content.FromBytes(LieScene.Bytes), cancellationToken: cancellation),
        ["copy part"] = (scene, cancellation) => scene.Client.UploadPartCopyAsync(scene.Upload, 2, Bucket, "key", cancellationToken: cancellation),
        ["complete"] = (scene, cancellation) => scene.Client.CompleteMultipartUploadAsync(scene.Upload, [scene.Part], cancellationToken: cancellation),
        ["abort"] = (scene, cancellation) => scene.Client.AbortMultipartUploadAsync(scene.Upload, cancellation),

        ["upload"] = async (scene, cancellation) => await StoredAsync(scene, await scene.Manager.UploadAsync(scene.Sending(LieScene.Bytes), cancellation), LieScene.Bytes, cancellation),
        ["upload in parts"] = async (scene, cancellation) => await StoredAsync(scene, await scene.Manager.UploadAsync(scene.Sending(LieScene.BigBytes), cancellation), LieScene.BigBytes, cancellation),
        ["download"] = (scene, cancellation) => DownloadAsync(scene, scene.Manager, "key", LieScene.Bytes, cancellation),
        ["download big"] = (scene, cancellation) => DownloadAsync(scene, scene.Manager, "big", LieScene.BigBytes, cancellation),
        ["open for reading"] = async (scene, cancellation) =>
        {
            Stream content = (await scene.Manager.OpenReadAsync(Bucket, "key", cancellationToken: cancellation)).Content;
            await using (content)
            {
                using MemoryStream bytes = new();
                await content.CopyToAsync(bytes, cancellation);
                Assert.True(LieScene.Bytes.AsSpan().SequenceEqual(bytes.ToArray()));
            }
        },
        ["copy"] = async (scene, cancellation) => Assert.Equal(1000, (await scene.Manager.CopyAsync(Copying("key"), cancellation)).Size),
        ["copy big"] = async (scene, cancellation) => Assert.Equal(LieScene.BigBytes.Length, (await scene.Manager.CopyAsync(Copying("big"), cancellation)).Size),
        ["move"] = (scene, cancellation) => MoveAsync(scene, "key", cancellation),
        ["move big"] = (scene, cancellation) => MoveAsync(scene, "big", cancellation),
    }.ToFrozenDictionary();

    private static R2CopyRequest Copying(string key) => new() { SourceBucketName = Bucket, SourceKey = key, BucketName = Bucket, Key = "new" };

    private static async Task GetAsync(LieScene scene, string key, GetObjectOptions? options, byte[] expected, CancellationToken cancellation)
    {
        await using R2ObjectContent content = await scene.Client.GetObjectAsync(Bucket, key, options, cancellation);
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes, cancellation);
        Assert.True(expected.AsSpan().SequenceEqual(bytes.ToArray()));
        Assert.Equal(expected.Length, content.ContentLength);
    }

    private static async Task<List<string>> KeysAsync(LieScene scene, ListObjectsOptions options, CancellationToken cancellation)
    {
        List<string> keys = [];
        await foreach (R2ObjectPage page in scene.Client.EnumerateObjectPagesAsync(Bucket, options, cancellation))
        {
            keys.AddRange(page.Objects.Select(static item => item.Key));
            Assert.InRange(keys.Count, 0, 100);
        }

        return keys;
    }

    private static async Task<List<string>> NamesAsync<T>(IAsyncEnumerable<T> items, Func<T, string> name)
    {
        List<string> names = [];
        await foreach (T item in items)
        {
            names.Add(name(item));
            Assert.InRange(names.Count, 0, 100);
        }

        return names;
    }

    private static async Task StoredAsync(LieScene scene, R2UploadResult result, byte[] expected, CancellationToken cancellation)
    {
        R2ObjectInfo there = await scene.Truth.HeadObjectAsync(Bucket, "new", cancellationToken: cancellation);
        Assert.Equal((there.ETag, (long)expected.Length), (result.ETag, there.Size));
    }

    private static async Task DownloadAsync(LieScene scene, R2TransferManager manager, string key, byte[] expected, CancellationToken cancellation)
    {
        await manager.DownloadAsync(scene.Fetching(key), cancellation);
        byte[] there = await File.ReadAllBytesAsync(scene.Target, cancellation);
        Assert.True(expected.AsSpan().SequenceEqual(there));
    }

    /// <summary>Whatever becomes of a move, the bytes are at one of its ends.</summary>
    private static async Task MoveAsync(LieScene scene, string key, CancellationToken cancellation)
    {
        try
        {
            await scene.Manager.MoveAsync(Copying(key), cancellation);
        }
        catch (R2Exception) when (scene.Server.Asked.Contains("DeleteObject"))
        {
            Assert.True(await scene.ExistsAsync("new"));
            throw;
        }
        catch (R2Exception)
        {
            Assert.True(await scene.ExistsAsync(key));
            throw;
        }

        Assert.True(await scene.ExistsAsync("new"));
        Assert.False(await scene.ExistsAsync(key));
    }
}
