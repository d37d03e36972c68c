using R2.Emulator;
using R2.Http;
using R2.Models;
using R2.Transfer;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class DownloadTests : IDisposable
{
    private readonly TransferFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_fixture.Folder, "target.bin");

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PartSize)]
    [InlineData(PartSize + 1)]
    [InlineData((4 * PartSize) + 1)]
    public async Task Download_AnyLength_WritesEveryByteVerifiedAndNothingElse(int length)
    {
        byte[] bytes = await StoreAsync(length);
        using R2TransferManager manager = _fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal((long)length, result.Size);
        Assert.Equal(length > 0, result.VerifiedChecksum is not null);
        Assert.Equal(["target.bin"], _fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_PartsLargerThanSlicesAndUneven_VerifiesTheCompositeChecksum()
    {
        byte[] bytes = Random((7 * PartSize) + 123);
        using R2TransferManager up = _fixture.Manager(o => o with { PartSize = (3 * PartSize) - 7 });
        await up.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        using R2TransferManager manager = _fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.EndsWith("-3", result.VerifiedChecksum!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_OneLongPut_VerifiesItsWholeChecksumOutOfSlices()
    {
        byte[] bytes = Random((3 * PartSize) + 123);
        using R2TransferManager up = _fixture.Manager(o => o with { MultipartThreshold = R2Client.MaxSingleUploadBytes });
        await up.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        using R2TransferManager manager = _fixture.Manager();

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(R2ChecksumAlgorithm.Crc32C, result.VerifiedChecksum!.Algorithm);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task Download_ByteCorruptedOnTheWay_IsAnErrorWithBothChecksumsAndNoFile(int length)
    {
        await StoreAsync(length);
        File.WriteAllText(Target, "before");
        _fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(17) with { Operation = "GetObject", Times = 1 });
        using R2TransferManager manager = _fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(_fixture.Download(Target), Cancellation));

        Assert.Equal("ChecksumMismatch", e.Code);
        Assert.Matches("has the checksum CRC32C .+; stored is CRC32C .+", e.Message);
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal(["target.bin"], _fixture.FilesLeft());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task Download_ConnectionDroppedInTheMiddle_GoesOnWhereItStopped(int length)
    {
        byte[] bytes = await StoreAsync(length);
        _fixture.Emulator.Requests.Clear();
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(300) with { Operation = "GetObject", Times = 2 });
        using R2TransferManager manager = _fixture.Manager(o => o with { Concurrency = 1 });

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal((3, 3), (result.Attempts, _fixture.Emulator.Requests.CountOf("GetObject")));
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    public async Task Download_PassingErrors_Succeeds(int status, string code)
    {
        byte[] bytes = await StoreAsync((3 * PartSize) + 5);
        _fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "GetObject", Times = 2 });
        _fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "HeadObject", Times = 2 });
        using R2TransferManager manager = _fixture.Manager();

        await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_ObjectReplacedMeanwhile_IsAnErrorAndNoFile()
    {
        await StoreAsync((4 * PartSize) + 5);
        ManualTime time = new();
        using R2TransferManager manager = _fixture.Manager(o => o with { Concurrency = 1, TimeProvider = time });
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(3_000_000) with { Operation = "GetObject", Times = 1 });
        Task<R2DownloadResult> download = manager.DownloadAsync(_fixture.Download(Target), Cancellation);
        while (_fixture.Emulator.Requests.CountOf("GetObject") == 0)
        {
            await Task.Yield();
        }

        // The connection breaks, and the wait before the next attempt lasts until the clock is moved.
        await _fixture.Client.PutObjectAsync(Bucket, "key", ReplayableContent.FromBytes(Random((4 * PartSize) + 5, 9)), cancellationToken: Cancellation);
        while (!download.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => download);

        Assert.Equal("ObjectChanged", e.Code);
        Assert.Empty(_fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_Stalled_TimesOutAndGoesOn()
    {
        byte[] bytes = await StoreAsync(PartSize);
        _fixture.Emulator.Faults.Add(Fault.Stall(1000) with { Operation = "GetObject", Times = 1 });
        using R2Client impatient = new(new R2ClientOptions
        {
            Credential = new R2Credential(_fixture.Emulator.AccessKeyId, _fixture.Emulator.SecretAccessKey),
            Endpoint = _fixture.Emulator.Endpoint,
            Timeout = TimeSpan.FromSeconds(1),
        });
        using R2TransferManager manager = new(impatient, _fixture.Options);

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Download_InterruptedWithResume_FetchesOnlyWhatIsMissing()
    {
        byte[] bytes = await StoreAsync((6 * PartSize) + 5);
        Interrupt();
        using R2TransferManager manager = _fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(_fixture.Download(Target), Cancellation));
        Assert.False(File.Exists(Target));
        Assert.Contains("-Resume", Assert.Single(_fixture.Notes), StringComparison.Ordinal);
        _fixture.Emulator.Faults.Clear();

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        // What was in flight when the connection broke may or may not have been read.
        Assert.InRange(result.ResumedBytes, PartSize, 2L * PartSize);
        Assert.NotNull(result.VerifiedChecksum);
        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(["target.bin"], _fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_ResumedAfterTheObjectChanged_StartsOverWithAWarning()
    {
        await StoreAsync((4 * PartSize) + 5);
        Interrupt();
        using R2TransferManager manager = _fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(_fixture.Download(Target), Cancellation));
        _fixture.Emulator.Faults.Clear();
        byte[] bytes = await StoreAsync((4 * PartSize) + 5, seed: 3);

        R2DownloadResult result = await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(0, result.ResumedBytes);
        Assert.Contains(_fixture.Notes, n => n.Contains("starts over", StringComparison.Ordinal));
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_ResumedAfterItsTemporaryFileWasDeleted_FetchesEverything()
    {
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        Interrupt();
        using R2TransferManager manager = _fixture.Manager(o => o with { Resume = true, Concurrency = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(_fixture.Download(Target), Cancellation));
        _fixture.Emulator.Faults.Clear();
        File.Delete(Directory.EnumerateFiles(_fixture.Folder, "*.part").Single());

        await manager.DownloadAsync(_fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_TargetThatCannotBeWritten_IsSaidBeforeTheFirstByteArrives()
    {
        await StoreAsync(1000);
        using R2TransferManager manager = _fixture.Manager();
        Directory.CreateDirectory(Target);
        Assert.Contains("a folder is in its place", (await AssertNotWritable()).Message, StringComparison.Ordinal);
        Directory.Delete(Target);
        File.WriteAllText(Target, "mine");
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        Assert.Contains("read-only", (await AssertNotWritable()).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Target));
        File.SetAttributes(Target, FileAttributes.Normal);

        async Task<R2Exception> AssertNotWritable()
        {
            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(_fixture.Download(Target), Cancellation));
            Assert.Equal("TargetNotWritable", e.Code);
            return e;
        }
    }

    [Fact]
    public async Task Download_ServerRestartsInBetween_GoesOn()
    {
        string store = Path.Combine(_fixture.Folder, "store");
        byte[] bytes = Random((4 * PartSize) + 5);
        R2EmulatorOptions options = new() { Buckets = [Bucket], StorePath = store, AccessKeyId = new string('a', 32), SecretAccessKey = new string('b', 64) };
        R2EmulatorServer server = R2EmulatorServer.Start(options);
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential(server.AccessKeyId, server.SecretAccessKey), Endpoint = server.Endpoint });
        using R2TransferManager manager = new(client, _fixture.Options with { MaxAttempts = 50, BaseDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(100), Concurrency = 2 });
        await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        server.Faults.Add(Fault.Throttle(20_000_000) with { Operation = "GetObject" });
        TransferProgress progress = new("key");
        Task<R2DownloadResult> download = manager.DownloadAsync(_fixture.Download(Target) with { Progress = progress }, Cancellation);
        while (progress.BytesDone < PartSize && !download.IsCompleted)
        {
            await Task.Yield();
        }

        int port = server.Port;
        server.Dispose();
        using R2EmulatorServer again = R2EmulatorServer.Start(new R2EmulatorOptions { Port = port, StorePath = store, AccessKeyId = options.AccessKeyId, SecretAccessKey = options.SecretAccessKey });

        await download;
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task OpenRead_BrokenTwice_IsOneWholeStream()
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(2_000_000) with { Operation = "GetObject", Times = 2 });
        using R2TransferManager manager = _fixture.Manager();

        (R2ObjectInfo info, Stream content) = await manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation);
        using MemoryStream read = new();
        await using (content)
        {
            await content.CopyToAsync(read, Cancellation);
        }

        Assert.Equal(bytes.Length, info.Size);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public async Task Download_Range_WritesTheRangeAlone()
    {
        byte[] bytes = await StoreAsync((2 * PartSize) + 5);
        using R2TransferManager manager = _fixture.Manager();

        await manager.DownloadAsync(_fixture.Download(Target) with { Options = new GetObjectOptions { Range = new R2ByteRange(10, (PartSize * 2) + 1) } }, Cancellation);

        Assert.Equal(bytes[10..((PartSize * 2) + 2)], File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Copy_AboveTheThreshold_CopiesInPartsWithEverythingStored()
    {
        byte[] bytes = Random((3 * PartSize) + 5);
        using R2TransferManager manager = _fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize });
        await manager.UploadAsync(
            _fixture.Upload(UploadSource.FromBytes(bytes)) with { Options = new PutObjectOptions { ContentType = "text/x", Metadata = new Dictionary<string, string> { ["a"] = "ü" } } }, Cancellation);

        R2ObjectInfo copy = await manager.CopyAsync(new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "key", BucketName = Bucket, Key = "copy" }, Cancellation);
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.CopyAsync(
            new R2CopyRequest
            {
                SourceBucketName = Bucket,
                SourceKey = "key",
                BucketName = Bucket,
                Key = "copy",
                Options = new CopyObjectOptions { DestinationConditions = new R2Conditions { IfNoneMatch = "*" } },
            },
            Cancellation));

        Assert.Equal(bytes, await _fixture.ReadAsync("copy"));
        Assert.Equal(("text/x", "ü", bytes.Length), (copy.ContentType, copy.Metadata["a"], copy.Size));
        Assert.Equal(8, _fixture.Emulator.Requests.CountOf("UploadPartCopy"));
        Assert.Equal("PreconditionFailed", e.Code);
        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
    }

    /// <summary>The first answer breaks off within the third slice, and no other is given.</summary>
    private void Interrupt()
    {
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter((3 * PartSize) - 1000) with { Operation = "GetObject", Times = 1 });
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "GetObject", SkipFirst = 1 });
    }

    private async Task<byte[]> StoreAsync(int length, int seed = 1)
    {
        byte[] bytes = Random(length, seed);
        using R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        return bytes;
    }
}
