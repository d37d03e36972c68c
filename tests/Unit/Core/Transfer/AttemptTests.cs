using System.Collections.Concurrent;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>What a transfer sends again is reported, counted and summed up by its true number.</summary>
public sealed class AttemptTests : IDisposable
{
    private readonly TransferFixture _fixture = new();
    private readonly R2MetricCollector _metrics = new();
    private readonly ConcurrentQueue<R2RequestReport> _reports = new();
    private readonly R2Client _client;
    private readonly R2TransferManager _manager;

    public AttemptTests()
    {
        _client = new R2Client(new R2ClientOptions
        {
            Credential = new R2Credential(_fixture.Emulator.AccessKeyId, _fixture.Emulator.SecretAccessKey),
            Endpoint = _fixture.Emulator.Endpoint,
            BreakerFailureThreshold = 0,
            Metrics = _metrics,
        });
        _manager = new R2TransferManager(_client.WithObserver(_reports.Enqueue), _fixture.Options with { Concurrency = 1 });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Part_RefusedTwice_IsReportedAndCountedByItsNumber()
    {
        Arm(Fault.Status(503, "ServiceUnavailable"), "UploadPart", times: 2, skip: 1);

        R2UploadResult result = await UploadAsync((3 * PartSize) + 1);

        Assert.Equal([1, 1, 2, 3, 1, 1], AttemptsOf("UploadPart"));
        Assert.Equal((1, 1, 2), (Retries("UploadPart", 2), Retries("UploadPart", 3), _metrics.Read().Retries));
        Assert.Equal(3, result.Attempts);
    }

    [Fact]
    public async Task Requests_OfOneUpload_AreSummedUp()
    {
        Arm(Fault.Status(500, "InternalError"), "CreateMultipartUpload");
        Arm(Fault.Status(503, "ServiceUnavailable"), "UploadPart", times: 2);
        Arm(Fault.Status(503, "ServiceUnavailable"), "CompleteMultipartUpload");

        R2UploadResult result = await UploadAsync(PartSize + 1);

        Assert.Equal((5, 4), (result.Attempts, _metrics.Read().Retries));
    }

    [Fact]
    public async Task Part_AnswerLost_LookedUp_IsSentOnce()
    {
        Arm(Fault.DropReply(), "UploadPart");
        Arm(Fault.Status(503, "ServiceUnavailable"), "ListParts");

        await UploadAsync(PartSize + 1);

        Assert.Equal([1, 1], AttemptsOf("UploadPart"));
        Assert.Equal([1, 2], AttemptsOf("ListParts"));
        Assert.Equal((0, 1), (Retries("UploadPart", 2), Retries("ListParts", 2)));
    }

    [Fact]
    public async Task Part_ConnectionLost_IsSentAgainAsItsSecondAttempt_HoweverOftenItWasLookedFor()
    {
        Arm(Fault.DropBeforeHeaders(), "UploadPart");
        Arm(Fault.Status(503, "ServiceUnavailable"), "ListParts");

        R2UploadResult result = await UploadAsync(PartSize + 1);

        Assert.Equal([1, 2, 1], AttemptsOf("UploadPart"));
        Assert.Equal((1, 0, 3), (Retries("UploadPart", 2), Retries("UploadPart", 3), result.Attempts));
    }

    [Fact]
    public async Task Complete_AnswerLost_LookedUp_IsNoRepeat()
    {
        Arm(Fault.DropReply(), "CompleteMultipartUpload");

        R2UploadResult result = await UploadAsync(PartSize + 1);

        Assert.Equal([1], AttemptsOf("CompleteMultipartUpload"));
        Assert.Equal([1], AttemptsOf("HeadObject"));
        Assert.Equal((0, 1), (_metrics.Read().Retries, result.Attempts));
    }

    [Fact]
    public async Task Complete_AnswerLostAndLookRefused_LooksAgainAsItsSecondAttempt()
    {
        Arm(Fault.DropReply(), "CompleteMultipartUpload");
        Arm(Fault.Status(503, "ServiceUnavailable"), "HeadObject");

        R2UploadResult result = await UploadAsync(PartSize + 1);

        Assert.Equal([1], AttemptsOf("CompleteMultipartUpload"));
        Assert.Equal([1, 2], AttemptsOf("HeadObject"));
        Assert.Equal((1, 1, 2), (Retries("HeadObject", 2), _metrics.Read().Retries, result.Attempts));
    }

    [Fact]
    public async Task Download_BrokenOffTwice_IsTakenUpByItsNumber()
    {
        await UploadAsync(1_000_000);
        Arm(Fault.DropResponseBodyAfter(200_000), "GetObject", times: 2);

        R2DownloadResult result = await _manager.DownloadAsync(new() { BucketName = Bucket, Key = "key", Path = Path.Combine(_fixture.Folder, "back") }, Cancellation);

        Assert.Equal([1, 2, 3], AttemptsOf("GetObject"));
        Assert.Equal((1, 1, 3), (Retries("GetObject", 2), Retries("GetObject", 3), result.Attempts));
    }

    [Fact]
    public async Task Slice_Refused_IsReportedByItsNumber()
    {
        await UploadAsync(3 * PartSize);
        Arm(Fault.Status(503, "ServiceUnavailable"), "GetObject", skip: 1);

        R2DownloadResult result = await _manager.DownloadAsync(new() { BucketName = Bucket, Key = "key", Path = Path.Combine(_fixture.Folder, "back") }, Cancellation);

        Assert.Equal((result.Attempts - 1, AttemptsOf("GetObject").Count(number => number > 1)), (Retries("GetObject", 2), result.Attempts - 1));
    }

    [Fact]
    public async Task OpenRead_Refused_SaysSo()
    {
        await UploadAsync(1000);
        Arm(Fault.Status(503, "ServiceUnavailable"), "GetObject");

        R2ObjectContent opened = await _manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation);
        (R2ObjectInfo info, Stream content) = (opened.Info, opened.Content);
        await content.DisposeAsync();

        Assert.Equal(2, info.Attempts);
    }

    [Fact]
    public async Task CopyAndMove_Refused_AreSummedUp()
    {
        await UploadAsync(1000);
        Arm(Fault.Status(503, "ServiceUnavailable"), "CopyObject", times: 2);
        R2ObjectInfo copy = await _manager.CopyAsync(From("key", "copy"), Cancellation);
        Arm(Fault.Status(503, "ServiceUnavailable"), "DeleteObject");
        Arm(Fault.Status(503, "ServiceUnavailable"), "CopyObject");
        R2ObjectInfo moved = await _manager.MoveAsync(From("copy", "moved"), Cancellation);

        Assert.Equal((3, 3), (copy.Attempts, moved.Attempts));
        Assert.Equal([1, 2, 3, 1, 2], AttemptsOf("CopyObject"));
        Assert.Equal([1, 2], AttemptsOf("DeleteObject"));
    }

    private static R2CopyRequest From(string source, string target) => new() { SourceBucketName = Bucket, SourceKey = source, BucketName = Bucket, Key = target };

    private void Arm(Fault fault, string operation, int times = 1, int skip = 0) => _fixture.Emulator.Faults.Add(fault with { Operation = operation, Times = times, SkipFirst = skip });

    // Without progress: the sum must not hang on whether anybody watches.
    private Task<R2UploadResult> UploadAsync(int length) =>
        _manager.UploadAsync(new() { BucketName = Bucket, Key = "key", Content = R2Content.FromBytes(Random(length)) }, Cancellation);

    private int[] AttemptsOf(string operation) => [.. _reports.Where(report => report.Operation == operation).Select(report => report.Attempt)];

    private long Retries(string operation, int attempt) => _metrics.Retries.Of((operation, attempt));
}
