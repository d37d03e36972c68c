using System.Text;
using R2.Emulator;
using R2.Models;

namespace R2.Unit.Support;

/// <summary>An emulator with two buckets, a source folder and a destination folder, and syncs between them.</summary>
public sealed class SyncFixture : IDisposable
{
    public const string Bucket = "bucket";
    public const string Other = "other";

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-sync-").FullName;

    public SyncFixture()
    {
        Emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket, Other] });
        UsedSecrets.Note(Emulator.SecretAccessKey);
        Client = NewClient();
        Root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        Copy = Path.Combine(_folder, "copy");
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public R2EmulatorServer Emulator { get; }

    public R2Client Client { get; }

    /// <summary>The source folder.</summary>
    public string Root { get; }

    /// <summary>A destination folder, which is not there yet.</summary>
    public string Copy { get; }

    public string State => Path.Combine(_folder, "state");

    public R2SyncSummary Summary { get; private set; } = new();

    public R2SyncOptions Options => new() { StatePath = State, Transfer = new TransferOptions { MultipartThreshold = 5 << 20, PartSize = 5 << 20, StateDirectory = State, Retry = TransferFixture.Retry } };

    public R2Client NewClient(HttpMessageHandler? transport = null, R2RetryOptions? retry = null) => new(new R2ClientOptions
    {
        Credential = new R2Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey),
        Endpoint = Emulator.Endpoint,
        BreakerFailureThreshold = 0,
        Retry = retry ?? TransferFixture.Retry,
        Transport = transport,
    });

    public R2SyncLocation Folder(string? path = null) => R2SyncLocation.Folder(path ?? Root);

    public R2SyncLocation At(string prefix = "", string bucket = Bucket, R2Client? client = null) => R2SyncLocation.Bucket(client ?? Client, bucket, prefix);

    /// <summary>Writes a file; an hour old, so that it counts as one that nobody is writing to.</summary>
    public string Write(string key, string text = "text", DateTime? time = null) => Write(key, Encoding.UTF8.GetBytes(text), time);

    public string Write(string key, byte[] bytes, DateTime? time = null)
    {
        string path = Path.Combine(Root, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time ?? DateTime.UtcNow.AddHours(-1));
        return path;
    }

    public Task PutAsync(string key, string text = "text", string bucket = Bucket, PutObjectOptions? options = null) =>
        Client.PutObjectAsync(bucket, key, Encoding.UTF8.GetBytes(text), options, Cancellation);

    public async Task<string> TextAsync(string key, string bucket = Bucket)
    {
        await using R2ObjectContent content = await Client.GetObjectAsync(bucket, key, cancellationToken: Cancellation);
        using StreamReader reader = new(content.Content);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>Keys of a bucket with their texts.</summary>
    public async Task<SortedDictionary<string, string>> ContentAsync(string bucket = Bucket, string prefix = "")
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        await foreach (R2Object item in Client.EnumerateObjectsAsync(bucket, new ListObjectsOptions { Prefix = prefix.Length == 0 ? null : prefix }, Cancellation))
        {
            all.Add(item.Key[prefix.Length..], await TextAsync(item.Key, bucket));
        }

        return all;
    }

    public static SortedDictionary<string, string> ContentOf(string folder)
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            all.Add(Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(file));
        }

        return all;
    }

    public async Task<string[]> KeysAsync(string bucket = Bucket) => [.. (await ContentAsync(bucket)).Keys];

    /// <summary>As somebody syncs who comes an hour later: files that were written just now are not being written to any more.</summary>
    public static R2SyncOptions Later(R2SyncOptions options) => options with { Transfer = options.Transfer with { TimeProvider = new ShiftedTime(TimeSpan.FromHours(1)) } };

    /// <summary>Does something when everything has been compared, and nothing sent.</summary>
    public static Func<R2SyncOptions, R2SyncOptions> Meanwhile(Action act) => Meanwhile(() =>
    {
        act();
        return Task.CompletedTask;
    });

    /// <summary>Does something when everything has been compared, and nothing sent.</summary>
    public static Func<R2SyncOptions, R2SyncOptions> Meanwhile(Func<Task> act) => options => options with
    {
        Confirm = async (_, _) =>
        {
            await act();
            return true;
        },
    };

    /// <summary>Syncs the folder to the bucket.</summary>
    public Task<string[]> UpAsync(Func<R2SyncOptions, R2SyncOptions>? change = null) => RunAsync(Folder(), At(), change);

    /// <summary>Syncs the bucket to the other folder.</summary>
    public Task<string[]> DownAsync(Func<R2SyncOptions, R2SyncOptions>? change = null) => RunAsync(At(), Folder(Copy), change);

    /// <summary>Syncs, and says what was done: action, reason and key, in order.</summary>
    public Task<string[]> RunAsync(R2SyncLocation source, R2SyncLocation destination, Func<R2SyncOptions, R2SyncOptions>? change = null) => RowsAsync(source, destination, change, dryRun: false);

    /// <summary>What would be done.</summary>
    public Task<string[]> PlanAsync(R2SyncLocation source, R2SyncLocation destination, Func<R2SyncOptions, R2SyncOptions>? change = null) => RowsAsync(source, destination, change, dryRun: true);

    public List<R2SyncAction> Rows { get; } = [];

    private async Task<string[]> RowsAsync(R2SyncLocation source, R2SyncLocation destination, Func<R2SyncOptions, R2SyncOptions>? change, bool dryRun)
    {
        Rows.Clear();
        R2SyncManager manager = new(source, destination, change is null ? Options : change(Options));
        try
        {
            await foreach (R2SyncAction row in dryRun ? manager.PlanAsync(Cancellation) : manager.RunAsync(Cancellation))
            {
                Rows.Add(row);
            }
        }
        finally
        {
            Summary = manager.Summary;
        }

        return [.. Rows.Select(static row => $"{row.Action} {row.Reason} {row.Key}").Order(StringComparer.Ordinal)];
    }

    public async Task<string[]> CompareAsync(R2SyncLocation source, R2SyncLocation destination, Func<R2SyncOptions, R2SyncOptions>? change = null, bool includeEqual = false)
    {
        List<string> rows = [];
        R2SyncManager manager = new(source, destination, change is null ? Options : change(Options));
        await foreach (R2Difference row in manager.CompareAsync(includeEqual, Cancellation))
        {
            rows.Add($"{row}");
        }

        Summary = manager.Summary;
        return [.. rows];
    }

    public static Task<R2Exception> RefusedAsync(Func<Task> sync) => Assert.ThrowsAsync<R2Exception>(sync);

    /// <summary>Requests since the last call that did not only read.</summary>
    public int Writes => Emulator.Requests.Count(static request => request.Operation is not ("ListObjectsV2" or "HeadObject" or "GetObject"));

    public void Dispose()
    {
        Client.Dispose();
        Emulator.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
