using R2.Emulator;
using R2.Models;
using R2.Simulation;

namespace R2.Unit.Support;

/// <summary>An emulator with a bucket, a folder for recordings, and clients that record or replay.</summary>
public sealed class SimulationFixture : IDisposable
{
    public const string Bucket = "bucket";

    private readonly List<IDisposable> _owned = [];

    public SimulationFixture()
    {
        Folder = Directory.CreateTempSubdirectory("r2-simulation-").FullName;
        Recording = Path.Combine(Folder, "rec");
        Emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = [Bucket, "test1"] });
    }

    public R2EmulatorServer Emulator { get; }

    public string Folder { get; }

    public string Recording { get; }

    public string Index => File.ReadAllText(Path.Combine(Recording, "recording.jsonl"));

    /// <summary>A client of the emulator.</summary>
    public R2Client Live(R2Simulation? simulation, HttpMessageHandler? transport = null) => Own(new R2Client(new R2ClientOptions
    {
        Credential = new R2Credential(Emulator.AccessKeyId, Emulator.SecretAccessKey),
        Endpoint = Emulator.Endpoint,
        AccountId = Emulator.AccountId,
        Simulation = simulation,
        Transport = transport,
    }));

    /// <summary>A client of nothing, with another credential, account, endpoint and clock.</summary>
    public static R2Client Offline(R2Simulation simulation, TimeProvider? time = null) => new(new R2ClientOptions
    {
        Credential = new R2Credential("another-access-key-id", "another-secret-access-key", "another-session-token"),
        AccountId = "ffffffffffffffffffffffffffffffff",
        Simulation = simulation,
        TimeProvider = time ?? new ManualTime(new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero)),
    });

    /// <summary>Records what an action does with a client of the emulator.</summary>
    public async Task RecordAsync(Func<R2Client, Task> action)
    {
        using R2Simulation simulation = R2Simulation.Record(Recording);
        using R2Client client = Live(simulation);
        await action(client);
    }

    public R2Simulation Replay(bool strict = true, bool withLatency = false) =>
        Own(R2Simulation.Replay(Recording, new R2ReplayOptions { Strict = strict, WithLatency = withLatency }));

    public static async Task<byte[]> ReadAsync(R2Client client, string key)
    {
        await using R2ObjectContent content = await client.GetObjectAsync(Bucket, key);
        using MemoryStream bytes = new();
        await content.Content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        _owned.ForEach(static o => o.Dispose());
        Emulator.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
