using System.Globalization;
using R2.Models;

namespace R2.SimulationBenchmark;

/// <summary>What R2.Core is made to do: 1,000 requests, or one upload.</summary>
internal static class Workload
{
    public const string Bucket = "bench";

    /// <summary>Objects of <see cref="MixAsync"/>, and files of the engine's pipelines.</summary>
    public const int Objects = 320;

    /// <summary>One above the threshold of multipart: 26 requests with parts of 5 MiB.</summary>
    public const int LargeBytes = 120 << 20;

    public const int PartSize = 5 << 20;

    public static Func<R2Client, Task> Of(string name, string folder, int mib)
    {
        ReadOnlyMemory<byte> bytes = name == "small" ? new byte[100] : File.ReadAllBytes(LargeFile(folder));
        return name switch
        {
            "small" => client => SmallAsync(client, bytes),
            "mix" => client => MixAsync(client, bytes),
            "upload" => client => UploadAsync(client, UploadFile(folder, mib)),
            _ => throw new ArgumentException($"There is no workload '{name}'."),
        };
    }

    public static string LargeFile(string folder) => Path.Combine(folder, "large.bin");

    public static string FileOf(string folder, int i) => Path.Combine(folder, "files", Name(i));

    public static string UploadFile(string folder, int mib) => Path.Combine(folder, $"upload-{mib}.bin");

    /// <summary>64 KiB to 1 MiB, the same each time.</summary>
    public static int SizeOf(int i) => (64 + (i * 7919 % 961)) << 10;

    private static string Name(int i) => i.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>One after the other: 250 each of put, head, get and list, of 100 bytes.</summary>
    private static async Task SmallAsync(R2Client client, ReadOnlyMemory<byte> bytes)
    {
        for (int i = 0; i < 250; i++)
        {
            string key = $"small/{Name(i)}";
            await client.PutObjectAsync(Bucket, key, R2Content.FromBytes(bytes)).ConfigureAwait(false);
            await client.HeadObjectAsync(Bucket, key).ConfigureAwait(false);
            R2ObjectContent content = await client.GetObjectAsync(Bucket, key).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await content.Content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            }

            await client.ListObjectsAsync(Bucket, new() { Prefix = key }).ConfigureAwait(false);
        }
    }

    /// <summary>One after the other: 320 uploads and downloads of 64 KiB to 1 MiB, 234 heads, 100 lists of 320; and a multipart upload of 26.</summary>
    private static async Task MixAsync(R2Client client, ReadOnlyMemory<byte> bytes)
    {
        R2TransferManager manager = new(client, new TransferOptions { PartSize = PartSize });
        for (int i = 0; i < Objects; i++)
        {
            R2Content source = R2Content.FromBytes(bytes.Slice(i * 4096, SizeOf(i)));
            await manager.UploadAsync(new() { BucketName = Bucket, Key = $"mix/{Name(i)}", Content = source }).ConfigureAwait(false);
        }

        await manager.UploadAsync(new() { BucketName = Bucket, Key = "large", Content = R2Content.FromBytes(bytes) }).ConfigureAwait(false);
        for (int i = 0; i < Objects; i++)
        {
            Stream content = (await manager.OpenReadAsync(Bucket, $"mix/{Name(i)}").ConfigureAwait(false)).Content;
            await using (content.ConfigureAwait(false))
            {
                await content.CopyToAsync(Stream.Null).ConfigureAwait(false);
            }
        }

        for (int i = 0; i < 234; i++)
        {
            await client.HeadObjectAsync(Bucket, $"mix/{Name(i)}").ConfigureAwait(false);
        }

        for (int i = 0; i < 100; i++)
        {
            await client.ListObjectsAsync(Bucket, new() { Prefix = "mix/" }).ConfigureAwait(false);
        }
    }

    private static async Task UploadAsync(R2Client client, string file)
    {
        R2TransferManager manager = new(client);
        await manager.UploadAsync(new() { BucketName = Bucket, Key = "upload", Content = R2Content.FromFile(file) }).ConfigureAwait(false);
    }
}
