using System.Net;
using R2.Diagnostics;
using R2.Diagnostics.Metrics;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Diagnostics;

public sealed class R2MetricCollectorTests : IDisposable
{
    private readonly TransferFixture _fixture = new();
    private readonly R2MetricCollector _metrics = new();
    private readonly R2Client _client;

    public R2MetricCollectorTests() => _client = new R2Client(new R2ClientOptions
    {
        Credential = new R2Credential(_fixture.Emulator.AccessKeyId, _fixture.Emulator.SecretAccessKey),
        Endpoint = _fixture.Emulator.Endpoint,
        Timeout = TimeSpan.FromSeconds(20),
        Metrics = _metrics,
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Read_AfterPutAndGet_CountsOperationsBytesAndClasses()
    {
        await _client.PutObjectAsync(TransferFixture.Bucket, "k", R2Content.FromBytes(new byte[300_000]), cancellationToken: Cancellation);
        await using (R2ObjectContent content = await _client.GetObjectAsync(TransferFixture.Bucket, "k", cancellationToken: Cancellation))
        {
            await content.Content.CopyToAsync(Stream.Null, Cancellation);
        }

        await _client.DeleteObjectAsync(TransferFixture.Bucket, "k", Cancellation);

        R2Metric metric = _metrics.Read();
        Assert.Equal((3, 0, 300_000, 300_000), (metric.Requests, metric.Errors, metric.BytesUploaded, metric.BytesDownloaded));
        Assert.Equal((1, 1, 1), (metric.ClassAOperations, metric.ClassBOperations, metric.FreeOperations));
        Assert.Equal(0.00000486m, metric.EstimatedCost);
        Assert.Equal(["DeleteObject", "GetObject", "PutObject"], metric.Operations.Select(o => o.Operation));
        Assert.All(metric.Operations, o => Assert.True(o.Requests == 1 && o.MeanMilliseconds > 0 && o.MedianMilliseconds == o.MeanMilliseconds && o.P99Milliseconds == o.MeanMilliseconds));
    }

    [Fact]
    public async Task Read_InfrequentAccess_IsCountedAtItsOwnPrice()
    {
        PutObjectOptions cold = new() { StorageClass = R2StorageClass.StandardInfrequentAccess };
        await _client.PutObjectAsync(TransferFixture.Bucket, "k", R2Content.FromBytes(new byte[1000]), cold, Cancellation);
        await using (R2ObjectContent content = await _client.GetObjectAsync(TransferFixture.Bucket, "k", cancellationToken: Cancellation))
        {
            await content.Content.CopyToAsync(Stream.Null, Cancellation);
        }

        R2MultipartUpload upload = await _client.CreateMultipartUploadAsync(
            TransferFixture.Bucket, "m", new CreateMultipartUploadOptions { StorageClass = R2StorageClass.StandardInfrequentAccess }, Cancellation);
        await _client.UploadPartAsync(upload, 1, R2Content.FromBytes(new byte[10]), cancellationToken: Cancellation);

        R2Metric metric = _metrics.Read();
        Assert.Equal((3, 3, 1, 1, 1000), (metric.ClassAOperations, metric.InfrequentAccessClassAOperations, metric.ClassBOperations, metric.InfrequentAccessClassBOperations, metric.InfrequentAccessBytesRetrieved));
        Assert.Equal((3 * 0.000009m) + 0.0000009m + (1000 * 0.01m / 1_000_000_000), metric.EstimatedCost);
    }

    [Theory]
    [InlineData(401, "Unauthorized", "auth", 0)]
    [InlineData(403, "AccessDenied", "auth", 0)]
    [InlineData(404, "NoSuchKey", "not_found", 1)]
    [InlineData(412, "PreconditionFailed", "precondition", 1)]
    [InlineData(400, "InvalidArgument", "client", 1)]
    [InlineData(501, "NotImplemented", "client", 1)]
    public async Task Errors_AreCountedByKind_AndChargedUnlessTheyAreOfAuthentication(int status, string code, string type, int charged)
    {
        _fixture.Emulator.Faults.Add(Fault.Status(status, code));

        await Assert.ThrowsAsync<R2Exception>(() => _client.HeadObjectAsync(TransferFixture.Bucket, "k", cancellationToken: Cancellation));

        Assert.Equal(1, _metrics.Errors.Of(("HeadObject", type)));
        Assert.Equal(1, _metrics.Requests.Of(("HeadObject", $"{status}")));
        Assert.Equal(charged, _metrics.Read().ClassBOperations);
    }

    [Fact]
    public async Task Download_BrokenOff_IsAnErrorOfTheNetworkBesidesItsStatus()
    {
        await _client.PutObjectAsync(TransferFixture.Bucket, "k", R2Content.FromBytes(new byte[500_000]), cancellationToken: Cancellation);
        _fixture.Emulator.Faults.Add(Fault.DropResponseBodyAfter(1000));

        await using R2ObjectContent content = await _client.GetObjectAsync(TransferFixture.Bucket, "k", cancellationToken: Cancellation);
        await Assert.ThrowsAsync<R2Exception>(() => content.Content.CopyToAsync(Stream.Null, Cancellation));

        Assert.Equal((1, 1), (_metrics.Requests.Of(("GetObject", "200")), _metrics.Errors.Of(("GetObject", "network"))));
    }

    [Fact]
    public async Task ErrorUnder200_IsCounted()
    {
        await _client.PutObjectAsync(TransferFixture.Bucket, "k", R2Content.FromBytes(new byte[5]), cancellationToken: Cancellation);
        _fixture.Emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = "CopyObject" });

        await Assert.ThrowsAsync<R2Exception>(() => _client.CopyObjectAsync(TransferFixture.Bucket, "k", TransferFixture.Bucket, "l", cancellationToken: Cancellation));

        Assert.Equal(1, _metrics.Errors.Of(("CopyObject", "server")));
    }

    [Theory]
    [InlineData("<CopyPartResult><ETag>\"e\"</ETag></CopyPartResult>", 1, 0)]
    [InlineData("<Error><Code>InternalError</Code><Message>Later.</Message></Error>", 0, 1)]
    [InlineData("<html>of a proxy</html>", 0, 1)]
    public async Task PartCopy_Answered200_CountsByItsDocument(string document, int completed, int failed)
    {
        using R2Client client = StubTransport.Xml(document).Client(metrics: _metrics);
        R2MultipartUpload upload = new() { BucketName = "bucket", Key = "key", UploadId = "id" };

        Exception? exception = await Record.ExceptionAsync(() => client.UploadPartCopyAsync(upload, 1, "bucket", "source", cancellationToken: Cancellation));

        Assert.Equal(failed > 0, exception is R2Exception);
        R2Metric metric = _metrics.Read();
        Assert.Equal((1, completed, failed, failed), (metric.PartsStarted, metric.PartsCompleted, metric.PartsFailed, metric.Errors));
    }

    [Fact]
    public async Task Cancelled_IsNoError()
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        R2Client client = new StubTransport(_ =>
        {
            cancellation.Cancel();
            throw new OperationCanceledException(cancellation.Token);
        }).Client(metrics: _metrics);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.HeadBucketAsync("bucket", cancellation.Token));

        Assert.Equal((1, 0), (_metrics.Requests.Of(("HeadBucket", "cancelled")), _metrics.Read().Errors));
    }

    /// <summary>The part is at the server, and a look says so: nothing failed, and nothing is left to be completed.</summary>
    [Fact]
    public async Task Part_FoundAfterItsResponseWasLost_IsCompleted()
    {
        _fixture.Emulator.Faults.Add(Fault.DropReply() with { Operation = "UploadPart", Times = 1 });
        R2TransferManager manager = new(_client, _fixture.Options);

        await manager.UploadAsync(_fixture.Upload(R2Content.FromBytes(TransferFixture.Random(TransferFixture.PartSize + 1))), Cancellation);

        Assert.Equal((2, 1), (_fixture.Emulator.Requests.CountOf("UploadPart"), _fixture.Emulator.Requests.CountOf("ListParts")));
        R2Metric metric = _metrics.Read();
        Assert.Equal((2, 2, 0, 0), (metric.PartsStarted, metric.PartsCompleted, metric.PartsFailed, metric.Errors));
    }

    [Fact]
    public async Task Parts_StartedAreTheSumOfCompletedFailedAndAborted()
    {
        R2MultipartUpload upload = await _client.CreateMultipartUploadAsync(TransferFixture.Bucket, "m", cancellationToken: Cancellation);
        await _client.UploadPartAsync(upload, 1, R2Content.FromBytes(new byte[10]), cancellationToken: Cancellation);
        _fixture.Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { Operation = "UploadPart", Times = 1 });
        await Assert.ThrowsAsync<R2Exception>(() => _client.UploadPartAsync(upload, 2, R2Content.FromBytes(new byte[10]), cancellationToken: Cancellation));
        _fixture.Emulator.Faults.Add(Fault.Stall() with { Operation = "UploadPart" });
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task uploading = _client.UploadPartAsync(upload, 2, R2Content.FromBytes(new byte[10]), cancellationToken: cancellation.Token);
        await Until.Async(() => _fixture.Emulator.Requests.CountOf("UploadPart") == 3);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uploading);

        R2Metric metric = _metrics.Read();
        Assert.Equal((3, 1, 1, 1), (metric.PartsStarted, metric.PartsCompleted, metric.PartsFailed, metric.PartsAborted));
    }

    [Fact]
    public async Task ConnectionPoolSize_CountsOpenConnections()
    {
        await _client.ListBucketsAsync(cancellationToken: Cancellation);
        long open = _metrics.Read().ConnectionPoolSize;
        _client.Dispose();

        Assert.Equal((1, 0), (open, _metrics.Read().ConnectionPoolSize));
    }

    [Fact]
    public async Task Clients_OfOthers_AreNotCounted()
    {
        await _fixture.Client.ListBucketsAsync(cancellationToken: Cancellation);

        Assert.Equal(0, _metrics.Read().Requests);
        Assert.Equal(0, _metrics.Connections);
    }

    [Fact]
    public void WorstBreaker_OpenIsWorseThanHalfOpen()
    {
        ClientTelemetry client = new(_metrics, new Uri("https://example.com"));
        R2BreakerState before = _metrics.Read().CircuitBreakerState;
        client.Broke("a", R2BreakerState.HalfOpen);
        R2BreakerState halfOpen = _metrics.Read().CircuitBreakerState;
        client.Broke("b", R2BreakerState.Open);

        Assert.Equal((R2BreakerState.Closed, R2BreakerState.HalfOpen, R2BreakerState.Open), (before, halfOpen, _metrics.Read().CircuitBreakerState));
        Assert.Equal(["a: HalfOpen", "b: Open"], _metrics.Read().CircuitBreakers.Select(b => b.ToString()));
        GC.KeepAlive(client);
    }

    [Theory]
    [InlineData("CreateBucket", "A")]
    [InlineData("ListObjectsV2", "A")]
    [InlineData("UploadPartCopy", "A")]
    [InlineData("GetBucketCors", "B")]
    [InlineData("HeadObject", "B")]
    [InlineData("DeleteObjects", "Free")]
    [InlineData("AbortMultipartUpload", "Free")]
    public void ClassOf_FollowsThePricePage(string operation, string expected) => Assert.Equal(expected, BillingTally.ClassOf(operation).ToString());

    [Theory]
    [InlineData(206, null)]
    [InlineData(304, "precondition")]
    [InlineData(408, "timeout")]
    [InlineData(429, "throttled")]
    [InlineData(500, "server")]
    [InlineData(503, "throttled")]
    [InlineData(504, "server")]
    public void Status_HasAKindOfError(int status, string? kind) => Assert.Equal(kind, ErrorTypes.Of((HttpStatusCode)status));
}
