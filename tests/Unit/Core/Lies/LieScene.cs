using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using R2.Unit.Support.Lies;

namespace R2.Unit.Core.Lies;

/// <summary>A bucket with a little of everything, at a server that lies about one operation, and a folder with the file that downloads would replace.</summary>
internal sealed class LieScene : IDisposable
{
    public const string Bucket = TransferFixture.Bucket;
    private const string Old = "what was there before";

    private readonly TransferFixture _fixture = new();
    private readonly LieRow _row;
    private readonly ManualTime _time = TransferFixture.Patience();
    private int _lies;

    private LieScene(LieRow row)
    {
        _row = row;
        Server = new LyingServer(_fixture.Emulator.Endpoint, TellAsync);
        Client = _fixture.ClientOf(Server.Endpoint, time: row.Becomes == R2ErrorCodes.Timeout ? _time : null);
        Manager = new R2TransferManager(Client, _fixture.Options with { CopyThreshold = TransferFixture.PartSize, CopyPartSize = TransferFixture.PartSize });
    }

    public LyingServer Server { get; }

    public R2Client Client { get; }

    public R2TransferManager Manager { get; }

    /// <summary>Without a lie in between.</summary>
    public R2Client Truth => _fixture.Client;

    public R2EmulatorServer Emulator => _fixture.Emulator;

    public List<string> Notes => _fixture.Notes;

    public static byte[] Bytes { get; } = TransferFixture.Random(1000);

    /// <summary>Longer than two parts.</summary>
    public static byte[] BigBytes { get; } = TransferFixture.Random((2 * TransferFixture.PartSize) + 1000, seed: 2);

    public R2MultipartUpload Upload { get; private set; } = null!;

    public R2Part Part { get; private set; } = null!;

    public string Target => Path.Combine(_fixture.Folder, "target.bin");

    /// <summary>How often it lied.</summary>
    public int Lies => Volatile.Read(ref _lies);

    /// <summary>What is in the folder but the journals' own folder.</summary>
    public string[] Files => [.. _fixture.FilesLeft().Where(static file => !file.StartsWith("state", StringComparison.Ordinal))];

    public string[] Journals => [.. _fixture.FilesLeft().Where(static file => file.StartsWith("state", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))];

    public bool KeptOldFile => File.ReadAllText(Target) == Old;

    public static async Task<LieScene> SetAsync(LieRow row, CancellationToken cancellation)
    {
        LieScene scene = new(row);
        R2Client truth = scene.Truth;
        foreach (string key in (string[])["key", "in/a", "in/b", "in/c/d"])
        {
            await truth.PutObjectAsync(Bucket, key, R2Content.FromBytes(Bytes), new PutObjectOptions { ContentType = "text/plain" }, cancellation);
        }

        if (row.Deed.Contains("big", StringComparison.Ordinal))
        {
            R2TransferManager manager = scene._fixture.Manager();
            await manager.UploadAsync(scene._fixture.Upload(R2Content.FromBytes(BigBytes), "big"), cancellation);
        }

        scene.Upload = await truth.CreateMultipartUploadAsync(Bucket, "in/upload", cancellationToken: cancellation);
        scene.Part = await truth.UploadPartAsync(scene.Upload, 1, R2Content.FromBytes(Bytes), cancellationToken: cancellation);
        await truth.PutBucketCorsAsync(Bucket, [new R2CorsRule { AllowedOrigins = ["*"], AllowedMethods = ["GET"] }], cancellation);
        await truth.PutBucketLifecycleAsync(Bucket, [new R2LifecycleRule { Id = "rule", ExpirationDays = 1 }], cancellation);
        File.WriteAllText(scene.Target, Old);
        return scene;
    }

    /// <summary>Does what the line says. Where the server falls silent, time passes as long as the client waits.</summary>
    public async Task DoAsync(CancellationToken cancellation)
    {
        Task deed = Deeds.All[_row.Deed](this, cancellation);
        while (_row.Becomes == R2ErrorCodes.Timeout && !deed.IsCompleted)
        {
            if (Server.IsSilent)
            {
                _time.Advance(TransferFixture.Timeout);
            }

            await Task.Yield();
        }

        await deed;
    }

    public R2UploadRequest Sending(byte[] bytes, string key = "new") => _fixture.Upload(R2Content.FromBytes(bytes), key);

    public R2DownloadRequest Fetching(string key) => _fixture.Download(Target, key);

    public async Task<bool> ExistsAsync(string key) => (await Truth.ListObjectsAsync(Bucket, new ListObjectsOptions { Prefix = key })).Objects.Any(item => item.Key == key);

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _fixture.Dispose();
    }

    private async Task<Told> TellAsync(Heard request, Func<Task<Told>> truth)
    {
        if (request.Operation != _row.Operation || (_row.OnlyWith is { } part && !request.Head.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            return await truth();
        }

        int lie = Interlocked.Increment(ref _lies);
        return lie > _row.Times ? await truth() : _row.IsHeard ? _row.Tell(await truth()) : _row.Tell(Told.Empty);
    }
}
