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
    public async Task Upload_ConnectionLostOrReplyLost_Succeeds(string operation, bool reply)
    {
        byte[] bytes = Random((2 * PartSize) + 5);
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
        await Assert.ThrowsAsync<FileNotFoundException>(() => manager.UploadAsync(Fixture.Upload(source), Cancellation));

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
}
