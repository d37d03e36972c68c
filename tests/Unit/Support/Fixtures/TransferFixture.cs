using System.Net.Sockets;
using R2.Cmdlets.Transfers;
using R2.Emulator;
using R2.Models;

namespace R2.Unit.Support;

/// <summary>An emulator with a bucket, a folder of its own, and transfers with small parts and no waits to speak of.</summary>
public sealed class TransferFixture : IDisposable
{
    public const string Bucket = "bucket";
    public const int PartSize = 5 << 20;

    /// <summary>How long a client waits for a server that does not move.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>No waits to speak of.</summary>
    public static R2RetryOptions Retry { get; } = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5) };

    public TransferFixture()
    {
        Emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket] });
        UsedSecrets.Note(Emulator.SecretAccessKey);
        Client = ClientOf(Emulator.Endpoint);
        Folder = Directory.CreateTempSubdirectory("r2-transfer-").FullName;
    }

    public R2EmulatorServer Emulator { get; }

    public R2Client Client { get; }

    public string Folder { get; }

    public List<string> Notes { get; } = [];

    /// <summary>Keeps what a person has to know.</summary>
    public void Note(R2TransferEvent told)
    {
        if (TransferMessages.IsWarning(told.Kind))
        {
            Notes.Add(TransferMessages.For(told));
        }
    }

    public TransferOptions Options => new()
    {
        MultipartThreshold = PartSize,
        PartSize = PartSize,
        Retry = Retry,
        StateDirectory = Path.Combine(Folder, "state"),
    };

    public static byte[] Random(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public R2TransferManager Manager(Func<TransferOptions, TransferOptions>? change = null) => new(Client, change is null ? Options : change(Options));

    /// <summary>Another client, of the emulator or of what stands before it.</summary>
    public R2Client ClientOf(Uri endpoint, HttpMessageHandler? transport = null, TimeProvider? time = null) => new(new R2ClientOptions
    {
        Credential = new R2Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey),
        Endpoint = endpoint,
        Timeout = Timeout,
        TimeProvider = time ?? TimeProvider.System,
        // Tests let the same bucket fail again and again on purpose.
        BreakerFailureThreshold = 0,
        Retry = Retry,
        Transport = transport,
    });

    public R2UploadRequest Upload(R2Content source, string key = "key") => new() { BucketName = Bucket, Key = key, Content = source, OnEvent = Note, Progress = new R2TransferProgress(key) };

    public R2DownloadRequest Download(string path, string key = "key") => new() { BucketName = Bucket, Key = key, Path = path, OnEvent = Note, Progress = new R2TransferProgress(key) };

    /// <summary>An emulator on a port that was another's until now: a connection of a test beside this one may have got it in between, for a while.</summary>
    public static async Task<R2EmulatorServer> StartAgainAsync(R2EmulatorOptions options)
    {
        while (true)
        {
            try
            {
                return R2EmulatorServer.Start(options);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>A clock for <see cref="ClientOf"/>: the waits between attempts pass, the timeout only when the test lets it.</summary>
    internal static ManualTime Patience() => new(DateTimeOffset.UtcNow, realBelow: TimeSpan.FromSeconds(1));

    public string FileOf(byte[] bytes, string name = "source.bin")
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public async Task<byte[]> ReadAsync(string key = "key")
    {
        await using R2ObjectContent content = await Client.GetObjectAsync(Bucket, key);
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public async Task<int> UnfinishedUploadsAsync() => (await Client.ListMultipartUploadsAsync(Bucket)).Uploads.Count;

    public string[] FilesLeft() => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order()];

    public void Dispose()
    {
        Client.Dispose();
        Emulator.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
