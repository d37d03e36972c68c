using System.Text;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Model;

/// <summary>
/// An emulator, a folder, and what ought to be in both. Each step is done by the product and then judged by what can be seen: the objects by
/// <see cref="PlainStore"/>, the files by the file system.
/// </summary>
internal sealed partial class TransferWorld : IAsyncDisposable
{
    public const int Part = 5 << 20;
    public const int Threshold = 100_000;

    /// <summary>Long ago, so that every change of a file shows in its time.</summary>
    private static readonly DateTime s_past = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly R2EmulatorServer _emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"] });
    private readonly TroubledTransport _transport = new();
    private readonly R2Client _client;
    private readonly PlainStore _store;
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-model-").FullName;
    private readonly Dictionary<string, StoredObject> _objects = [];
    private int _uploads;
    private bool _mayLeaveFiles;
    private Exception? _failure;

    public TransferWorld()
    {
        UsedSecrets.Note(_emulator.SecretAccessKey);
        _store = new PlainStore(_emulator.Endpoint, "bucket", _emulator.AccessKeyId, _emulator.SecretAccessKey);
        _client = new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_emulator.AccessKeyId, _emulator.SecretAccessKey),
            Endpoint = _emulator.Endpoint,
            Transport = _transport,
            BreakerFailureThreshold = 0,
            Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
        });
        foreach (string name in (string[])["up", "down", "state", "precious"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }
    }

    public async Task RunAsync(ModelStep step)
    {
        await (step.Action switch
        {
            ModelAction.Upload => UploadAsync(step, again: false),
            ModelAction.UploadAgain => UploadAsync(step, again: true),
            ModelAction.Download => DownloadAsync(step, again: false),
            ModelAction.DownloadAgain => DownloadAsync(step, again: true),
            ModelAction.TwoUploads => TwoUploadsAsync(step),
            ModelAction.TwoDownloads => TwoDownloadsAsync(step),
            ModelAction.Delete => DeleteAsync(step),
            _ => CopyAsync(step),
        });
        _transport.Arm(0, null);
        _emulator.Faults.Clear();
        await CheckRestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _transport.Dispose();
        _store.Dispose();
        _emulator.Dispose();
        await Task.CompletedTask;
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>R2 takes keys of one NFC form for one.</summary>
    private static string Identity(string key) => key.Normalize(NormalizationForm.FormC);

    private static string KeyOf(int number) => ModelSteps.Keys[number];

    private static byte[] Content(int size, int seed)
    {
        byte[] bytes = new byte[ModelSteps.Sizes[size]];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private R2TransferManager Manager(ModelStep step, bool resume) => new(_client, new TransferOptions
    {
        MultipartThreshold = Threshold,
        PartSize = Part,
        CopyThreshold = Part,
        CopyPartSize = Part,
        Concurrency = 2,
        Retry = new() { MaxAttempts = 3, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
        StateDirectory = Path.Combine(_folder, "state"),
        Resume = resume,
        Checksum = step.Options == 1 ? R2ChecksumAlgorithm.Crc32 : R2ChecksumAlgorithm.Crc32C,
    });

    private static string? NoteOf(ModelStep step) => step.Options switch { 0 => null, var n => $"note {n}" };

    private static string ClassOf(ModelStep step) => step.Options == 2 ? "STANDARD_IA" : "STANDARD";

    private static string? TypeOf(ModelStep step) => step.Options == 0 ? null : $"text/x-{step.Options}";

    private static Dictionary<string, string>? MetadataOf(ModelStep step) => NoteOf(step) is { } note ? new() { ["note"] = note } : null;

    /// <summary>Whether it succeeded. A failure is an exception of a kind that is documented; any other is a fault.</summary>
    private async Task<bool> SucceedsAsync(Func<Task> transfer)
    {
        try
        {
            await transfer();
            return true;
        }
        catch (Exception e) when (e is R2Exception or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            _failure = e;
            return false;
        }
    }

    /// <summary>The object is one of those that it may be; from here on it ought to stay so.</summary>
    private async Task SettleAsync(string key, string what, params IEnumerable<StoredObject?> allowed)
    {
        StoredObject? actual = await _store.GetAsync(key);
        StoredObject?[] candidates = [.. allowed];
        StoredObject? matching = actual is null ? null : candidates.FirstOrDefault(candidate => candidate is not null && actual.IsAs(candidate));
        Assert.True(
            actual is null ? candidates.Contains(null) : matching is not null,
            $"{what}: '{key}' is {actual?.ToString() ?? "not there"}; it may be {string.Join(" or ", candidates.Select(static candidate => candidate?.ToString() ?? "not there"))}");
        _objects.Remove(Identity(key));
        if (actual is not null)
        {
            _objects[Identity(key)] = actual;
        }
    }

    private StoredObject? Expected(string key) => _objects.GetValueOrDefault(Identity(key));

    /// <summary>Nothing that the step was not about has changed, and nothing is left behind.</summary>
    private async Task CheckRestAsync()
    {
        SortedDictionary<string, long> listed = await _store.ListAsync();
        Assert.Equal(
            _objects.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => (pair.Key, (long)pair.Value.Bytes.Length)),
            listed.Select(static pair => (Key: Identity(pair.Key), pair.Value)).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        foreach ((string key, StoredObject expected) in _objects.Where(static pair => pair.Value.Bytes.Length <= Threshold))
        {
            Assert.True((await _store.GetAsync(key))?.IsAs(expected), $"'{key}' has changed");
        }

        Assert.All(Directory.GetFiles(Path.Combine(_folder, "precious")).Except(_followed), static file => Assert.Equal("precious", File.ReadAllText(file)));
        if (!_mayLeaveFiles)
        {
            Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_folder, "down")), static file => Path.GetFileName(file).StartsWith('.'));
            Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "state"), "*.jsonl"));
        }
    }

    private void Arm(ModelStep step, string? key, string? file, CancellationTokenSource stop, Action<StoredObject?> other) => _transport.Arm(step.AtRequest, step.Trouble switch
    {
        Trouble.Cancel => stop.CancelAsync,
        Trouble.OtherWrites when key is not null => async () => other(await _store.PutAsync(key, Encoding.UTF8.GetBytes($"somebody else's {step.Seed}"))),
        Trouble.OtherDeletes when key is not null => async () =>
        {
            await _store.DeleteAsync(key);
            other(null);
        }
        ,
        Trouble.ChangeContent or Trouble.WriteFile or Trouble.GrowFile or Trouble.TruncateFile or Trouble.ReplaceFile when file is not null => () =>
        {
            Change(file, step.Trouble);
            return Task.CompletedTask;
        }
        ,
        _ => null,
    });

    private void Injure(ModelStep step, string operation, long bytes)
    {
        bool hasBody = operation is "PutObject" or "UploadPart" or "GetObject";
        Fault? fault = step.Trouble switch
        {
            Trouble.BreakOnce or Trouble.BreakAlways or Trouble.CorruptByte when !hasBody => null,
            Trouble.Refuse => Fault.Status(403, "AccessDenied"),
            Trouble.LoseAnswer => Fault.DropReply() with { Times = 1 },
            Trouble.BreakOnce => (operation == "GetObject" ? Fault.DropResponseBodyAfter(bytes / 2) : Fault.DropRequestBodyAfter(bytes / 2)) with { Times = 1 },
            Trouble.BreakAlways => operation == "GetObject" ? Fault.DropResponseBodyAfter(bytes / 2) : Fault.DropRequestBodyAfter(bytes / 2),
            Trouble.CorruptByte => (operation == "GetObject" ? Fault.CorruptResponseByte(bytes / 3) : Fault.CorruptRequestByte(bytes / 3)) with { Times = 1 },
            _ => null,
        };
        if (fault is not null)
        {
            _emulator.Faults.Add(fault with { Operation = operation, SkipFirst = step.AtRequest > 3 ? 1 : 0 });
        }
    }
}
