using R2.Emulator;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

public sealed class LostReplyTests : IDisposable
{
    private readonly TransferFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Part_StoredButItsAnswerLost_IsFoundAndNotSentAgain()
    {
        byte[] bytes = Random((3 * PartSize) + 1);
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "UploadPart", SkipFirst = 1, Times = 1 });
        R2UploadRequest upload = _fixture.Upload(R2Content.FromBytes(bytes));
        R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(upload, Cancellation);

        Assert.Equal((4, 1), (_fixture.Emulator.Requests.CountOf("UploadPart"), _fixture.Emulator.Requests.CountOf("ListParts")));
        Assert.Equal(bytes.Length, upload.Progress!.BytesDone);
        Assert.Equal(bytes, await _fixture.ReadAsync());
    }

    [Fact]
    public async Task Part_AnswerAndStoringLost_IsSentAgain()
    {
        byte[] bytes = Random((2 * PartSize) + 1);
        _fixture.Emulator.Faults.Add(Fault.DropBeforeHeaders() with { Operation = "UploadPart", SkipFirst = 1, Times = 1 });
        R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal((4, 1), (_fixture.Emulator.Requests.CountOf("UploadPart"), _fixture.Emulator.Requests.CountOf("ListParts")));
        Assert.Equal(bytes, await _fixture.ReadAsync());
    }

    [Fact]
    public async Task Part_Refused_IsSentAgainWithoutAsking()
    {
        byte[] bytes = Random((2 * PartSize) + 1);
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart", SkipFirst = 1, Times = 1 });
        R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal((4, 0), (_fixture.Emulator.Requests.CountOf("UploadPart"), _fixture.Emulator.Requests.CountOf("ListParts")));
    }

    /// <summary>What the operation did shows only in a look at the object, so a look that fails for a passing reason is taken again.</summary>
    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    public async Task Complete_AnswerLostAndTheLookAtTheObjectRefused_LooksAgainAndSucceeds(int status, string code)
    {
        byte[] bytes = Random((2 * PartSize) + 1);
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CompleteMultipartUpload", Times = 1 });
        _fixture.Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "HeadObject", Times = 2 });
        R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);

        Assert.Equal((1, 3), (_fixture.Emulator.Requests.CountOf("CompleteMultipartUpload"), _fixture.Emulator.Requests.CountOf("HeadObject")));
        Assert.Equal(bytes, await _fixture.ReadAsync());
    }

    /// <summary>An object of the same bytes that was there before is no sign that the parts were put together.</summary>
    [Fact]
    public async Task Complete_RefusedWhereTheSameBytesAreStored_IsSentAgainAndBringsItsMetadata()
    {
        byte[] bytes = Random((2 * PartSize) + 1);
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "CompleteMultipartUpload", Times = 1 });

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new() { CacheControl = "no-store" } }, Cancellation);

        Assert.Equal(0, await _fixture.UnfinishedUploadsAsync());
        Assert.Equal("no-store", (await _fixture.Client.HeadObjectAsync(Bucket, "key", cancellationToken: Cancellation)).CacheControl);
    }

    /// <summary>What was refused has stored nothing, so what the condition fails on is another object, though its bytes be the same.</summary>
    [Fact]
    public async Task Put_RefusedAndThenTheConditionFailsOnTheSameBytes_IsNoSuccess()
    {
        byte[] bytes = Random(1000);
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "PutObject", Times = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(
            _fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new() { Conditions = new() { IfNoneMatch = "*" }, CacheControl = "no-store" } }, Cancellation));

        Assert.Equal(("PreconditionFailed", 0), (e.Code, _fixture.Emulator.Requests.CountOf("HeadObject")));
    }

    [Fact]
    public async Task Copy_RefusedAndThenTheConditionFailsOnTheSameBytes_IsNoSuccess()
    {
        byte[] bytes = Random(1000);
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes), "source"), Cancellation);
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "CopyObject", Times = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.CopyAsync(
            new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "source", BucketName = Bucket, Key = "key", Options = new() { DestinationConditions = new() { IfNoneMatch = "*" } } }, Cancellation));

        Assert.Equal("PreconditionFailed", e.Code);
    }

    /// <summary>Somebody else has ended the upload, and the object of the same bytes is that of an earlier one.</summary>
    [Fact]
    public async Task Complete_RefusedAndThenTheUploadIsGone_IsNoSuccess()
    {
        byte[] bytes = Random((2 * PartSize) + 1);
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "CompleteMultipartUpload", Times = 1 });
        _fixture.Emulator.Faults.Add(Fault.Status(404, "NoSuchUpload") with { Operation = "CompleteMultipartUpload", SkipFirst = 1, Times = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation));

        Assert.Equal("NoSuchUpload", e.Code);
    }

    [Fact]
    public async Task Put_ConditionFailsAfterALostAnswerAndTheLookIsRefused_LooksAgainAndSucceeds()
    {
        byte[] bytes = Random(1000);
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "HeadObject", Times = 1 });
        R2TransferManager manager = _fixture.Manager();

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)) with { Options = new() { Conditions = new() { IfNoneMatch = "*" } } }, Cancellation);

        Assert.Equal((2, 2), (_fixture.Emulator.Requests.CountOf("PutObject"), _fixture.Emulator.Requests.CountOf("HeadObject")));
        Assert.Equal(bytes, await _fixture.ReadAsync());
    }

    [Fact]
    public async Task Copy_ConditionFailsAfterALostAnswerAndTheLookIsRefused_LooksAgainAndSucceeds()
    {
        R2TransferManager manager = _fixture.Manager();
        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(Random(1000)), "source"), Cancellation);
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "CopyObject", Times = 1 });

        // The first look is that at the source.
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "HeadObject", SkipFirst = 1, Times = 1 });

        await manager.CopyAsync(
            new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "source", BucketName = Bucket, Key = "key", Options = new() { DestinationConditions = new() { IfNoneMatch = "*" } } }, Cancellation);

        Assert.Equal(2, _fixture.Emulator.Requests.CountOf("CopyObject"));
    }

    [Fact]
    public async Task Put_ConditionFailsAndNothingMayBeSeen_SaysThatTheConditionFailed()
    {
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "PutObject", Times = 1 });
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "HeadObject" });
        R2TransferManager manager = _fixture.Manager();

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(
            _fixture.Upload(R2Content.FromBytes(Random(1000))) with { Options = new() { Conditions = new() { IfNoneMatch = "*" } } }, Cancellation));

        Assert.Equal("PreconditionFailed", e.Code);
    }

    /// <summary>Ten parts with 100 attempts each would make a thousand; the budget of the transfer ends it.</summary>
    [Fact]
    public async Task Transfer_ManyPartsBeforeAWall_EndsWithItsBudget()
    {
        byte[] bytes = Random(10 * PartSize);
        _fixture.Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = "UploadPart" });
        R2TransferManager manager = _fixture.Manager(options => options with { Retry = TransferFixture.Retry with { MaxAttempts = 3 }, Concurrency = 10 });

        await Assert.ThrowsAsync<R2Exception>(() => manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(bytes)), Cancellation));

        Assert.InRange(_fixture.Emulator.Requests.CountOf("UploadPart"), 1, 10 + (2 * TransferDefaults.BudgetPerAttempt));
    }
}
