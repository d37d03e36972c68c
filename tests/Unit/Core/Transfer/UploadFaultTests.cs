using R2.Emulator;
using R2.Models;
using R2.Transfer;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What goes wrong on the way up, and what is left of it.</summary>
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

        using R2TransferManager manager = Fixture.Manager();
        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes("small"u8.ToArray()), "small"), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal("small"u8.ToArray(), await Fixture.ReadAsync("small"));
        Assert.InRange(result.Attempts, 4, 7);
    }

    [Fact]
    public async Task Upload_ErrorThatStays_GivesUpAfterItsAttemptsAndLeavesNoUpload()
    {
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart" });
        using R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(Fixture.FileOf(Random(3 * PartSize)))), Cancellation));

        Assert.Equal(("ServiceUnavailable", 3), (e.Code, e.Attempts));
        Assert.Equal(3, Fixture.Emulator.Requests.CountOf("UploadPart"));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.Equal(["source.bin"], Fixture.FilesLeft());
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
        using R2TransferManager manager = Fixture.Manager();

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal((await Fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).ETag, result.ETag);
    }

    [Fact]
    public async Task Upload_CompleteAnswers200WithAnError_IsRepeated()
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = "CompleteMultipartUpload", Times = 1 });
        using R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
    }

    [Theory]
    [InlineData("PutObject", 1000)]
    [InlineData("UploadPart", (2 * PartSize) + 5)]
    public async Task Upload_ByteCorruptedOnTheWay_IsRefusedByTheServerAndSentAgain(string operation, int length)
    {
        byte[] bytes = Random(length);
        Fixture.Emulator.Faults.Add(Fault.CorruptRequestByte(17) with { Operation = operation, Times = 1 });
        using R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1 });

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal(2, result.Attempts);
    }

    [Fact]
    public async Task Upload_FileThatChangesMeanwhile_FailsAndLeavesNothing()
    {
        string path = Fixture.FileOf(Random(2 * PartSize));
        UploadSource source = UploadSource.FromFile(path);
        File.AppendAllText(path, "grown");
        using R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(2 * PartSize)]
    public async Task Upload_FileThatVanishedOrShrank_FailsAndLeavesNothing(int length)
    {
        string path = Fixture.FileOf(Random(length));
        UploadSource source = UploadSource.FromFile(path);
        File.WriteAllBytes(path, new byte[length / 2]);
        using R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));
        Assert.Equal("SourceChanged", e.Code);
        File.Delete(path);
        Assert.Equal("SourceChanged", (await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation))).Code);

        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_CancelledMidway_AbortsTheUpload()
    {
        Fixture.Emulator.Faults.Add(Fault.Stall(1_000_000) with { Operation = "UploadPart", SkipFirst = 1 });
        using R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 2 });
        using CancellationTokenSource cancellation = new();
        TransferProgress progress = new("key");
        Task upload = manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(Random(4 * PartSize))) with { Progress = progress }, cancellation.Token);
        while (progress.BytesDone < PartSize && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_NoClobberWhoseCompleteLostItsReply_IsSuccessAndCompletedOnce()
    {
        byte[] bytes = Random((2 * PartSize) + 5);
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CompleteMultipartUpload", Times = 1 });
        using R2TransferManager manager = Fixture.Manager();

        R2UploadResult result = await manager.UploadAsync(
            Fixture.Upload(UploadSource.FromBytes(bytes)) with { Options = new PutObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "*" } } }, Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.Equal((1, R2ChecksumAlgorithm.Crc32C), (Fixture.Emulator.Requests.CountOf("CompleteMultipartUpload"), result.Checksum!.Algorithm));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    public async Task Upload_FailsAndItsAbortMeetsPassingErrors_LeavesNoUpload(int status, string code)
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart" });
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "AbortMultipartUpload", Times = 2 });
        using R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])), Cancellation));

        Assert.Equal(("AccessDenied", 3), (e.Code, Fixture.Emulator.Requests.CountOf("AbortMultipartUpload")));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.Empty(Fixture.Notes);
    }

    [Fact]
    public async Task Upload_AbortThatFailsForGood_SaysWhichUploadIsLeft()
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart" });
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "AbortMultipartUpload" });
        using R2TransferManager manager = Fixture.Manager();

        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])), Cancellation));

        string id = Assert.Single((await Fixture.Client.ListMultipartUploadsAsync(Bucket, cancellationToken: Cancellation)).Uploads).UploadId;
        Assert.Contains(id, Assert.Single(Fixture.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_CancelledBeforeTheNewUploadIsKnown_StillEndsIt()
    {
        using GatedTransport gate = new(request => request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal));
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        using R2TransferManager manager = new(client, Fixture.Options);
        using CancellationTokenSource cancellation = new();
        Task upload = manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(new byte[2 * PartSize])), cancellation.Token);
        await gate.Reached;

        await cancellation.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal((1, 0), (Fixture.Emulator.Requests.CountOf("AbortMultipartUpload"), await Fixture.UnfinishedUploadsAsync()));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(int.MinValue)]
    public async Task Upload_FileGrowsShrinksOrVanishesAmidIt_FailsAndLeavesNothing(int change)
    {
        string path = Fixture.FileOf(Random((2 * PartSize) + 100));
        ManualTime time = new();
        using R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1, TimeProvider = time });
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart", SkipFirst = 1, Times = 1 });
        Task<R2UploadResult> upload = manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(path)), Cancellation);
        while (Fixture.Emulator.Requests.CountOf("UploadPart") < 2)
        {
            await Task.Yield();
        }

        // The second part is to be sent again; the wait before that lasts until the clock is moved.
        Change(path, change);
        while (!upload.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => upload);

        Assert.Equal("SourceChanged", e.Code);
        Assert.Equal("NoSuchKey", (await Assert.ThrowsAsync<R2Exception>(() => Fixture.ReadAsync())).Code);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.InRange(Fixture.Emulator.Requests.CountOf("UploadPart"), 2, 4);

        static void Change(string path, int by)
        {
            if (by == int.MinValue)
            {
                File.Delete(path);
                return;
            }

            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(file.Length + by);
        }
    }

    [Theory]
    [InlineData(1000, "PutObject")]
    [InlineData((2 * PartSize) + 5, "UploadPart")]
    [InlineData((2 * PartSize) + 5, "CompleteMultipartUpload")]
    public async Task Upload_ServerThatNeverAnswers_TimesOutAndIsSentAgain(int length, string operation)
    {
        byte[] bytes = Random(length);
        Fixture.Emulator.Faults.Add(Fault.Stall() with { Operation = operation, Times = 1 });
        using R2Client impatient = Fixture.ClientOf(Fixture.Emulator.Endpoint, timeoutSeconds: 1);
        using R2TransferManager manager = new(impatient, Fixture.Options);

        await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

        Assert.Equal(bytes, await Fixture.ReadAsync());
        Assert.InRange(Fixture.Emulator.Requests.CountOf(operation), 1, 4);
    }

    [Fact]
    public async Task Upload_ServerThatReadsNoMore_TimesOutAndIsSentAgain()
    {
        byte[] bytes = Random((3 * PartSize) + 5);
        using BreakingProxy proxy = new(Fixture.Emulator.Endpoint, upwards: true, connection => connection == 0 ? 100_000 : null, stalls: true);
        using R2Client impatient = Fixture.ClientOf(proxy.Endpoint, timeoutSeconds: 1);
        using R2TransferManager manager = new(impatient, Fixture.Options with { Concurrency = 1 });

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);

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
        using R2TransferManager manager = new(client, Fixture.Options with { Concurrency = 1, MaxAttempts = Cuts + 1 });

        await manager.UploadAsync(Fixture.Upload(UploadSource.FromFile(Fixture.FileOf(bytes))), Cancellation);

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
        using R2TransferManager manager = new(client, Fixture.Options with { MaxAttempts = 50, BaseDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(100), Concurrency = 2 });
        server.Faults.Add(Fault.Stall() with { Operation = "UploadPart", SkipFirst = 2 });
        Task upload = manager.UploadAsync(Fixture.Upload(UploadSource.FromBytes(bytes)), Cancellation);
        while (server.Requests.CountOf("UploadPart") < 4 && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        int port = server.Port;
        server.Dispose();
        using R2EmulatorServer again = R2EmulatorServer.Start(new R2EmulatorOptions { Port = port, StorePath = options.StorePath, AccessKeyId = options.AccessKeyId, SecretAccessKey = options.SecretAccessKey });
        await upload;

        await using R2ObjectContent content = await client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        using MemoryStream stored = new();
        await content.Content.CopyToAsync(stored, Cancellation);
        Assert.Equal(bytes, stored.ToArray());
    }
}
