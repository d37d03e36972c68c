using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What goes wrong on the way down, and what is left of it.</summary>
public sealed class DownloadFaultTests : TransferTest
{
    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task Download_ByteCorruptedOnTheWay_IsAnErrorWithBothChecksumsAndNoFile(int length)
    {
        await StoreAsync(length);
        File.WriteAllText(Target, "before");
        Fixture.Emulator.Faults.Add(Fault.CorruptResponseByte(17) with { Operation = "GetObject", Times = 1 });
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));

        Assert.Equal("ChecksumMismatch", e.Code);
        Assert.Matches("has the checksum CRC32C .+; stored is CRC32C .+", e.Message);
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData((3 * PartSize) + 5)]
    public async Task Download_ConnectionDroppedInTheMiddle_GoesOnWhereItStopped(int length)
    {
        byte[] bytes = await StoreAsync(length);
        Fixture.Emulator.Requests.Clear();
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(300) with { Operation = "GetObject", Times = 2 });
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1 });

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal((3, 3), (result.Attempts, Fixture.Emulator.Requests.CountOf("GetObject")));
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    public async Task Download_PassingErrors_Succeeds(int status, string code)
    {
        byte[] bytes = await StoreAsync((3 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "GetObject", Times = 2 });
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "HeadObject", Times = 2 });
        R2TransferManager manager = Fixture.Manager();

        await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_ObjectReplacedMeanwhile_IsAnErrorAndNoFile()
    {
        await StoreAsync((4 * PartSize) + 5);
        ManualTime time = new();
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1, TimeProvider = time });
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(3_000_000) with { Operation = "GetObject", Times = 1 });
        Task<R2DownloadResult> download = manager.DownloadAsync(Fixture.Download(Target), Cancellation);
        while (Fixture.Emulator.Requests.CountOf("GetObject") == 0)
        {
            await Task.Yield();
        }

        // The connection breaks, and the wait before the next attempt lasts until the clock is moved.
        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(Random((4 * PartSize) + 5, 9)), cancellationToken: Cancellation);
        while (!download.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => download);

        Assert.Equal("ObjectChanged", e.Code);
        Assert.Empty(Fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_Stalled_TimesOutAndGoesOn()
    {
        byte[] bytes = await StoreAsync(PartSize);
        Fixture.Emulator.Faults.Add(Fault.Stall(1000) with { Operation = "GetObject", Times = 1 });
        ManualTime time = TransferFixture.Patience();
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, time: time);
        R2TransferManager manager = new(client, Fixture.Options);
        R2DownloadRequest request = Fixture.Download(Target);

        Task<R2DownloadResult> downloading = manager.DownloadAsync(request, Cancellation);
        await Until.Async(() => request.Progress!.BytesDone == 1000);
        await time.AdvanceUntilAsync(downloading, TransferFixture.Timeout);
        R2DownloadResult result = await downloading;

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Download_TargetThatCannotBeWritten_IsSaidBeforeTheFirstByteArrives()
    {
        await StoreAsync(1000);
        R2TransferManager manager = Fixture.Manager();
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
            R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));
            Assert.Equal("TargetNotWritable", e.Code);
            return e;
        }
    }

    [Fact]
    public async Task Download_ServerRestartsInBetween_GoesOn()
    {
        string store = Path.Combine(Fixture.Folder, "store");
        byte[] bytes = Random((4 * PartSize) + 5);
        R2EmulatorOptions options = new() { Buckets = [Bucket], StorePath = store, AccessKeyId = new string('a', 32), SecretAccessKey = new string('b', 64) };
        R2EmulatorServer server = R2EmulatorServer.Start(options);
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential(server.AccessKeyId, server.SecretAccessKey), Endpoint = server.Endpoint, BreakerFailureThreshold = 0 });
        R2TransferManager manager = new(client, Fixture.Options with { Retry = new() { MaxAttempts = 100, BaseDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(100) }, Concurrency = 2 });
        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        server.Faults.Add(Fault.Throttle(20_000_000) with { Operation = "GetObject" });
        R2TransferProgress progress = new("key");
        Task<R2DownloadResult> download = manager.DownloadAsync(Fixture.Download(Target) with { Progress = progress }, Cancellation);
        while (progress.BytesDone < PartSize && !download.IsCompleted)
        {
            await Task.Yield();
        }

        int port = server.Port;
        server.Dispose();
        using R2EmulatorServer again = await StartAgainAsync(new R2EmulatorOptions { Port = port, StorePath = store, AccessKeyId = options.AccessKeyId, SecretAccessKey = options.SecretAccessKey });

        await download;
        Assert.Equal(bytes, File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_ConnectionResetAnywhere_WritesEveryByteWithBoundedRequests(bool upwards)
    {
        const int Cuts = 8;
        byte[] bytes = await StoreAsync((4 * PartSize) + 5);
        Fixture.Emulator.Requests.Clear();
        using BreakingProxy proxy = new(Fixture.Emulator.Endpoint, upwards, connection => connection >= Cuts ? null : upwards ? 100 * (connection + 1) : 200 + (connection * connection * 100_000));
        using R2Client client = Fixture.ClientOf(proxy.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = 2, Retry = TransferFixture.Retry with { MaxAttempts = Cuts + 1 } });

        R2DownloadResult result = await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(Target));
        Assert.NotNull(result.VerifiedChecksum);
        Assert.InRange(Fixture.Emulator.Requests.CountOf("GetObject"), 1, 5 + Cuts);
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(403, "AccessDenied")]
    public async Task Download_ErrorThatStays_GivesUpAndLeavesWhatWasThere(int status, string code)
    {
        await StoreAsync((4 * PartSize) + 5);
        Fixture.Emulator.Requests.Clear();
        File.WriteAllText(Target, "before");
        Fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(PartSize + 1000) with { Operation = "GetObject", Times = 1 });
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "GetObject", SkipFirst = 1 });
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.DownloadAsync(Fixture.Download(Target), Cancellation));

        Assert.Equal(code, e.Code);
        Assert.InRange(Fixture.Emulator.Requests.CountOf("GetObject"), 2, 1 + (3 * 4));
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal(["target.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Download_ObjectReplacedBetweenSlices_IsAnErrorAndNoFile()
    {
        await StoreAsync((4 * PartSize) + 5);
        using GatedTransport gate = new(request => request.Method == HttpMethod.Get);
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options);
        Task download = manager.DownloadAsync(Fixture.Download(Target), Cancellation);
        await gate.Reached;

        await Fixture.Client.PutObjectAsync(Bucket, "key", R2Content.FromBytes(Random((4 * PartSize) + 5, 9)), cancellationToken: Cancellation);
        gate.Open();
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => download);

        // The look at the first part's length may be the one to notice.
        Assert.True(e.Code is "ObjectChanged" or "PreconditionFailed", e.Code);
        Assert.Empty(Fixture.FilesLeft());
    }
}
