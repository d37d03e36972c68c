using R2.Emulator;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>Uploads that end before they are complete, and what they leave at the server.</summary>
public sealed class UploadAbortTests : TransferTest
{
    [Fact]
    public async Task Upload_ErrorThatStays_GivesUpAfterItsAttemptsAndLeavesNoUpload()
    {
        Fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart" });
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromFile(Fixture.FileOf(Random(3 * PartSize)))), Cancellation));

        Assert.Equal(("ServiceUnavailable", 3), (e.Code, e.Attempts));
        Assert.Equal(3, Fixture.Emulator.Requests.CountOf("UploadPart"));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.Equal(["source.bin"], Fixture.FilesLeft());
    }

    [Fact]
    public async Task Upload_CancelledMidway_AbortsTheUpload()
    {
        Fixture.Emulator.Faults.Add(Fault.Stall(1_000_000) with { Operation = "UploadPart", SkipFirst = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = 2 });
        using CancellationTokenSource cancellation = new();
        R2TransferProgress progress = new("key");
        Task upload = manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(Random(4 * PartSize))) with { Progress = progress }, cancellation.Token);
        while (progress.BytesDone < PartSize && !upload.IsCompleted)
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
    }

    [Fact]
    public async Task Upload_CancelledBeforeTheNewUploadIsKnown_StillEndsIt()
    {
        using GatedTransport gate = new(request => request.RequestUri!.Query.Contains("uploads", StringComparison.Ordinal));
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, gate);
        R2TransferManager manager = new(client, Fixture.Options);
        using CancellationTokenSource cancellation = new();
        Task upload = manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), cancellation.Token);
        await gate.Reached;

        await cancellation.CancelAsync();
        gate.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
        Assert.Equal((1, 0), (Fixture.Emulator.Requests.CountOf("AbortMultipartUpload"), await Fixture.UnfinishedUploadsAsync()));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    public async Task Upload_FailsAndItsAbortMeetsPassingErrors_LeavesNoUpload(int status, string code)
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart" });
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "AbortMultipartUpload", Times = 2 });
        R2TransferManager manager = Fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), Cancellation));

        Assert.Equal(("AccessDenied", 3), (e.Code, Fixture.Emulator.Requests.CountOf("AbortMultipartUpload")));
        Assert.Equal(0, await Fixture.UnfinishedUploadsAsync());
        Assert.Empty(Fixture.Notes);
    }

    [Fact]
    public async Task Upload_AbortThatFailsForGood_SaysWhichUploadIsLeft()
    {
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart" });
        Fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "AbortMultipartUpload" });
        R2TransferManager manager = Fixture.Manager();

        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), Cancellation));

        string id = Assert.Single((await Fixture.Client.ListMultipartUploadsAsync(Bucket, cancellationToken: Cancellation)).Uploads).UploadId;
        Assert.Contains(id, Assert.Single(Fixture.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_AnswerAboutTheNewUploadIsLost_SaysOnceThatOneMayBeLeft()
    {
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CreateMultipartUpload", Times = 2 });
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), Cancellation);

        Assert.Equal((3, 2), (Fixture.Emulator.Requests.CountOf("CreateMultipartUpload"), await Fixture.UnfinishedUploadsAsync()));
        Assert.Contains("Get-R2MultipartUpload", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_AnswerAboutTheNewUploadIsLost_SaysThatOneMayBeLeft()
    {
        await Fixture.Client.PutObjectAsync(Bucket, "source", R2Content.FromBytes(new byte[2 * PartSize]), cancellationToken: Cancellation);
        Fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CreateMultipartUpload", Times = 1 });
        R2TransferManager manager = Fixture.Manager(o => o with { CopyThreshold = PartSize, CopyPartSize = PartSize });

        await manager.CopyAsync(new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "source", BucketName = Bucket, Key = "target", OnEvent = Fixture.Note }, Cancellation);

        Assert.Contains("'target'", Assert.Single(Fixture.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Upload_NewUploadIsRefused_SaysNothingOfOneThatMayBeLeft(int status, string code)
    {
        Fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "CreateMultipartUpload", Times = 1 });
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[2 * PartSize])), Cancellation);

        Assert.Empty(Fixture.Notes);
    }
}
