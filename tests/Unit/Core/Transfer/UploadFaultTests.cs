using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What goes wrong at the server and on the way up, and is made good.</summary>
public sealed class UploadFaultTests : TransferTest
{
    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(429, "TooManyRequests")]
    public async Task Upload_PassingErrorOnEveryOperation_Succeeds(int status, string code)
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        foreach (string operation in new[] { "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "PutObject" })
        {
            Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = operation, Times = 2 });
        }

        R2TransferManager manager = Fixture.Manager();
        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes("small"u8.ToArray()), "small"), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal("small"u8.ToArray(), await Fixture.ReadAsync("small"));
        Assert.InRange(result.Attempts, 4, 7);
    }

    [Theory]
    [InlineData("UploadPart", false)]
    [InlineData("UploadPart", true)]
    [InlineData("CompleteMultipartUpload", true)]
    [InlineData("CreateMultipartUpload", true)]
    [InlineData("PutObject", false)]
    [InlineData("PutObject", true)]
    public async Task Upload_ConnectionLostOrReplyLost_Succeeds(string operation, bool reply)
    {
        byte[] bytes = Random(operation == "PutObject" ? PartSize : (2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add((reply ? Fault.DropReply() : Fault.DropRequestBodyAfter(1_000_000)) with { Operation = operation, Times = 1, SkipFirst = operation == "UploadPart" ? 1 : 0 });
        R2TransferManager manager = Fixture.Manager();

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal((await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).ETag, result.ETag);
    }

    [Fact]
    public async Task Upload_CompleteAnswers200WithAnError_IsRepeated()
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = "CompleteMultipartUpload", Times = 1 });
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Theory]
    [InlineData("PutObject", 1000)]
    [InlineData("UploadPart", (2 * PartSize) + 5)]
    public async Task Upload_ByteCorruptedOnTheWay_IsRefusedByTheServerAndSentAgain(string operation, int length)
    {
        byte[] bytes = Random(length);
        Fixture.Emulator.Faults.Add(Fault.CorruptRequestByte(17) with { Operation = operation, Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1 });

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Upload_NoClobberWhoseCompleteLostItsReply_IsSuccessAndCompletedOnce()
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CompleteMultipartUpload", Times = 1 });
        R2TransferManager manager = Fixture.Manager();

        R2UploadResult result = await manager.UploadAsync(
            Fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } }, Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal((1, R2ChecksumAlgorithm.Crc32C), (Fixture.Emulator.Requests.CountOf("CompleteMultipartUpload"), result.Checksum!.Kind));
    }

    [Theory]
    [InlineData(1000, "PutObject", 1)]
    [InlineData((2 * PartSize) + 5, "UploadPart", 3)]
    [InlineData((2 * PartSize) + 5, "CompleteMultipartUpload", 1)]
    public async Task Upload_ServerThatNeverAnswers_TimesOutAndIsSentAgain(int length, string operation, int requests)
    {
        byte[] bytes = Random(length);
        Fixture.Emulator.Faults.Add(Fault.Stall() with { Operation = operation, Times = 1 });
        ManualTime time = TransferFixture.Patience();
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, time: time);
        R2TransferManager manager = new(client, Fixture.Options);

        Task uploading = manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        await Until.Async(() => Fixture.Emulator.Requests.CountOf(operation) > 0);
        await time.AdvanceUntilAsync(uploading, TransferFixture.Timeout);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        // What is there after all, as a look at the server shows, is not sent again; the parts beside the one that stalls may be on their way when its time runs out, and theirs with it.
        Assert.InRange(Fixture.Emulator.Requests.CountOf(operation), requests, 2 * requests);
    }

    [Fact]
    public async Task Upload_ServerThatReadsNoMore_TimesOutAndIsSentAgain()
    {
        byte[] bytes = Random((3 * PartSize) + 5);
        using BreakingProxy proxy = new(Fixture.Emulator.Endpoint, upwards: true, connection => connection == 0 ? 100_000 : null, stalls: true);
        ManualTime time = TransferFixture.Patience();
        using R2Client client = Fixture.ClientOf(proxy.Endpoint, time: time);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = 1 });

        Task<R2UploadResult> uploading = manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        await proxy.Stalled;
        await time.AdvanceUntilAsync(uploading, TransferFixture.Timeout);
        R2UploadResult result = await uploading;

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal((2, 2), (result.Attempts, proxy.Connections));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_ConnectionResetAnywhere_StoresEveryByteWithBoundedRequests(bool upwards)
    {
        const int Cuts = 8;
        byte[] bytes = Random((4 * PartSize) + 5);
        using BreakingProxy proxy = new(Fixture.Emulator.Endpoint, upwards, connection => connection >= Cuts ? null : upwards ? 1_000_000 + (connection * 2_500_000) : 137 * connection);
        using R2Client client = Fixture.ClientOf(proxy.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = 1, Retry = TransferFixture.Retry with { MaxAttempts = Cuts + 1 } });

        await manager.UploadAsync(Fixture.Upload(R2Content.FromFile(Fixture.FileOf(bytes))), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.InRange(proxy.Connections, 2, Cuts + 1);
        Assert.InRange(Fixture.Emulator.Requests.CountOf("UploadPart"), 5, 5 + Cuts);

        // Only an upload whose answer was lost is not known, and left to R2's seven days.
        Assert.Equal(Fixture.Emulator.Requests.CountOf("CreateMultipartUpload") - 1, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_ServerRestartsInBetween_GoesOn()
    {
        byte[] bytes = Random((6 * PartSize) + 5);
        R2EmulatorOptions options = new() { Buckets = [Bucket], StorePath = Path.Combine(Fixture.Folder, "store"), AccessKeyId = Fixture.Emulator.AccessKeyId, SecretAccessKey = Fixture.Emulator.SecretAccessKey };
        R2EmulatorServer server = R2EmulatorServer.Start(options);
        using R2Client client = Fixture.ClientOf(server.Endpoint);
        R2TransferManager manager = new(client, Fixture.Options with { Retry = new() { MaxAttempts = 100, BaseDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(100) }, Concurrency = 2 });
        server.Faults.Add(Fault.Stall() with { Operation = "UploadPart", SkipFirst = 2 });
        Task upload = manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        while (server.Requests.CountOf("UploadPart") < 4 && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        int port = server.Port;
        server.Dispose();
        using R2EmulatorServer again = await StartAgainAsync(new R2EmulatorOptions { Port = port, StorePath = options.StorePath, AccessKeyId = options.AccessKeyId, SecretAccessKey = options.SecretAccessKey });
        await upload;

        await using R2ObjectContent content = await client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        using MemoryStream stored = new();
        await content.Content.CopyToAsync(stored, Cancellation);
        Assert.Equal(bytes, stored.ToArray());
    }
}
