using System.Text;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Simulation;

/// <summary>
/// What the recordings of this repository were made of: the conformance tool plays these against Cloudflare's local server and records, the tests play
/// them against the recordings. Each gives back, as text, every property of every object that it got.
/// </summary>
internal static class RecordedScenarios
{
    public const string Bucket = "test1";
    public const int PartSize = 5 << 20;

    public static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static async Task<IReadOnlyList<string>> LifeCycleAsync(R2Client client, HttpClient presigned, CancellationToken cancellation)
    {
        List<string> seen = [];
        PutObjectOptions options = new() { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["author"] = "Zoë" } };
        seen.AddRange(ObjectText.Of("put", await client.PutObjectAsync(Bucket, "cycle/hello ü.txt", R2Content.FromBytes("Hello"u8.ToArray()), options, cancellation)));
        for (int i = 0; i < 4; i++)
        {
            seen.AddRange(ObjectText.Of($"put{i}", await client.PutObjectAsync(Bucket, $"cycle/many/{i}", R2Content.FromBytes(Bytes(20_000, i)), cancellationToken: cancellation)));
        }

        seen.AddRange(ObjectText.Of("head", await client.HeadObjectAsync(Bucket, "cycle/hello ü.txt", cancellationToken: cancellation)));
        await GetAsync(seen, client, "cycle/hello ü.txt", new(), cancellation);
        await GetAsync(seen, client, "cycle/many/3", new(), cancellation);
        await GetAsync(seen, client, "cycle/many/3", new() { Range = R2ByteRange.FromLength(10, 10) }, cancellation);
        await ListAsync(seen, client, new() { Prefix = "cycle/", MaxKeys = 2 }, cancellation);
        await ListAsync(seen, client, new() { Prefix = "cycle/", Delimiter = "/" }, cancellation);
        seen.AddRange(ObjectText.Of("copy", await client.CopyObjectAsync(Bucket, "cycle/hello ü.txt", Bucket, "cycle/copy", cancellationToken: cancellation)));
        await FailAsync(seen, () => client.GetObjectAsync(Bucket, "cycle/nothing", cancellationToken: cancellation));
        await FailAsync(seen, () => client.PutObjectAsync(
            Bucket, "cycle/copy", R2Content.FromBytes("x"u8.ToArray()), new() { Conditions = new() { IfNoneMatch = "*" } }, cancellation));
        string url = client.Presign(Bucket, "cycle/copy").Url;
        seen.Add("presigned = " + await presigned.GetStringAsync(new Uri(url), cancellation));
        seen.AddRange(ObjectText.Of("deleted", await client.DeleteObjectsAsync(Bucket, ["cycle/many/0", "cycle/many/1", "cycle/many/2", "cycle/many/3"], cancellationToken: cancellation)));
        await client.DeleteObjectAsync(Bucket, "cycle/copy", cancellation);
        await FailAsync(seen, () => client.HeadObjectAsync(Bucket, "cycle/copy", cancellationToken: cancellation));
        await ListAsync(seen, client, new() { Prefix = "cycle/" }, cancellation);
        await client.DeleteObjectAsync(Bucket, "cycle/hello ü.txt", cancellation);
        return seen;
    }

    /// <summary>Three parts, two at once; the transport refuses one of them once, and it is sent again.</summary>
    public static async Task<IReadOnlyList<string>> MultipartWithFaultAsync(R2Client client, CancellationToken cancellation)
    {
        List<string> seen = [];
        byte[] bytes = Bytes((2 * PartSize) + 1000, 7);
        R2TransferManager manager = new(client, new TransferOptions
        {
            MultipartThreshold = PartSize,
            PartSize = PartSize,
            Concurrency = 2,
            Checksum = null,
            Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
        });
        R2UploadResult result = await manager.UploadAsync(new() { BucketName = Bucket, Key = "fault/large.bin", Content = R2Content.FromBytes(bytes), Progress = new R2TransferProgress("upload") }, cancellation);
        seen.AddRange(ObjectText.Of("upload", result));
        seen.AddRange(ObjectText.Of("head", await client.HeadObjectAsync(Bucket, "fault/large.bin", cancellationToken: cancellation)));
        await GetAsync(seen, client, "fault/large.bin", new() { Range = R2ByteRange.FromLength(PartSize - 5, 10) }, cancellation);
        await client.DeleteObjectAsync(Bucket, "fault/large.bin", cancellation);
        return seen;
    }

    private static async Task GetAsync(List<string> seen, R2Client client, string key, GetObjectOptions options, CancellationToken cancellation)
    {
        await using R2ObjectContent content = await client.GetObjectAsync(Bucket, key, options, cancellation);
        seen.AddRange(ObjectText.Of("info", content.Info));
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes, cancellation);
        seen.Add("content = " + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())));
    }

    private static async Task ListAsync(List<string> seen, R2Client client, ListObjectsOptions options, CancellationToken cancellation)
    {
        await foreach (R2ObjectPage page in client.EnumerateObjectPagesAsync(Bucket, options, cancellation))
        {
            seen.AddRange(ObjectText.Of("page", page));
        }
    }

    private static async Task FailAsync(List<string> seen, Func<Task> action)
    {
        try
        {
            await action();
            seen.Add("error = none");
        }
        catch (R2Exception e)
        {
            seen.Add(new StringBuilder("error = ").Append(e.Code).Append(' ').Append(e.StatusCode).Append(' ').Append(e.Address).Append(' ').Append(e.Message).ToString());
        }
    }
}
