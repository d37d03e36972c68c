using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>What the client repeats, and what it must not: operations that are no transfers.</summary>
public sealed class ResilienceTests : ResilienceTest
{
    public static TheoryData<string> Repeatable => ["ListObjectsV2", "HeadObject", "GetObject", "PutObject", "DeleteObject", "DeleteObjects", "CopyObject", "ListBuckets", "ListMultipartUploads"];

    [Theory]
    [MemberData(nameof(Repeatable))]
    public async Task Operation_ServerErrorThenLostAnswer_IsRepeatedUntilItIsDone(string operation)
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = operation, Times = 1 });
        Emulator.Faults.Add(Fault.DropReply() with { Operation = operation, SkipFirst = 1, Times = 1 });

        await RunAsync(Observed(client), operation);

        Assert.Equal(3, Emulator.Requests.CountOf(operation) - (operation == "PutObject" ? 1 : 0));
        Assert.Equal([$"{operation} 1 server", $"{operation} 2 network"], Failures);
        Assert.Equal((1, 1, 2), (RetriesOf(operation, 2), RetriesOf(operation, 3), Metrics.Read().Retries));
    }

    [Theory]
    [InlineData("CopyObject")]
    [InlineData("DeleteObjects")]
    public async Task Operation_ErrorUnderStatus200_IsRepeated(string operation)
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = operation, Times = 1 });

        await RunAsync(client, operation);

        Assert.Equal(2, Emulator.Requests.CountOf(operation));
    }

    [Fact]
    public async Task List_DocumentBreaksOff_IsAskedForAgain()
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        Emulator.Faults.Add(Fault.DropResponseBodyAfter(100) with { Operation = "ListObjectsV2", Times = 2 });

        Assert.Single((await client.ListObjectsAsync("bucket", cancellationToken: Cancellation)).Objects);

        Assert.Equal(3, Emulator.Requests.CountOf("ListObjectsV2"));
    }

    [Fact]
    public async Task Head_NothingComesWithinTheTimeout_IsRepeated()
    {
        ManualTime time = TransferFixture.Patience();
        using R2Client client = Client(options => options with { Timeout = TransferFixture.Timeout, TimeProvider = time });
        await PutAsync(client, "key");
        Emulator.Faults.Add(Fault.Stall() with { Operation = "HeadObject", Times = 1 });

        Task asking = Observed(client).HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);
        await Until.Async(() => Emulator.Requests.CountOf("HeadObject") > 0);
        await time.AdvanceUntilAsync(asking, TransferFixture.Timeout);

        Assert.Equal(["HeadObject 1 timeout"], Failures);
        Assert.Equal((1, 1), (RetriesOf("HeadObject", 2), Metrics.Read().Retries));
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("CreateMultipartUpload")]
    [InlineData("PutObject")]
    public async Task Operation_ThatDoesMoreWhenSentTwice_IsNotRepeatedWhereItMayHaveArrived(string operation)
    {
        using R2Client client = Client();
        Emulator.Faults.Add(Fault.DropReply() with { Operation = operation });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => RunAsync(client, operation, onlyIfNew: true));

        Assert.Equal((R2ErrorCodes.ConnectionFailed, 1, 1), (e.Code, e.Attempts, Emulator.Requests.CountOf(operation)));
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("CreateMultipartUpload")]
    [InlineData("PutObject")]
    public async Task Operation_ThatDoesMoreWhenSentTwice_IsRepeatedWhereItWasRefused(string operation)
    {
        using R2Client client = Client();
        Emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = operation, Times = 2 });

        await RunAsync(client, operation, onlyIfNew: true);

        Assert.Equal(3, Emulator.Requests.CountOf(operation));
    }

    [Fact]
    public async Task Put_BodyChangedOnTheWay_IsSentAgain()
    {
        using R2Client client = Client();
        Emulator.Faults.Add(Fault.CorruptRequestByte(3) with { Operation = "PutObject", Times = 1 });

        await PutAsync(client, "key");

        Assert.Equal(2, Emulator.Requests.CountOf("PutObject"));
        R2ObjectContent content = await client.GetObjectAsync("bucket", "key", cancellationToken: Cancellation);
        await using (content)
        {
            using StreamReader reader = new(content.Content);
            Assert.Equal("hello", await reader.ReadToEndAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData("NoSuchKey", 404)]
    [InlineData("AccessDenied", 403)]
    [InlineData("PreconditionFailed", 412)]
    public async Task Operation_ClientError_IsNotRepeated(string code, int status)
    {
        using R2Client client = Client();
        Emulator.Faults.Add(Fault.Status(status, code) with { Operation = "GetObject" });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => RunAsync(client, "GetObject"));

        Assert.Equal((code, 1, 1), (e.Code, e.Attempts, Emulator.Requests.CountOf("GetObject")));
    }

    [Fact]
    public async Task Breaker_Open_SaysWhenItWillTryAgainAndWhatFailed()
    {
        using R2Client client = Client(options => options with { Retry = new() { MaxAttempts = 1 }, BreakerFailureThreshold = 2, BreakerResetTimeout = TimeSpan.FromMinutes(10) });
        Emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "HeadBucket" });
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));

        Assert.Equal((R2ErrorCodes.CircuitOpen, 0, "bucket", 2), (e.Code, e.Attempts, e.BucketName, Emulator.Requests.CountOf("HeadBucket")));
        Assert.Matches(@"The next try will be made from \d\d:\d\d:\d\d UTC, in (600|599) s\. The last failure: ", e.Message);
        Assert.Equal([("bucket", R2BreakerState.Open)], Metrics.Breakers.Select(static breaker => (breaker.Bucket, breaker.State)));
        await client.ListBucketsAsync(cancellationToken: Cancellation);
    }
}
