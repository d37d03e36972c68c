using System.Net;
using R2.Emulator;
using R2.Models;
using R2.Resilience;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>What the client makes of a server that fails: operations that are no transfers.</summary>
public sealed class ResilienceTests : IDisposable
{
    private readonly R2EmulatorServer _emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"] });
    private readonly List<string> _retries = [];
    private readonly List<(string, BreakerState)> _states = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Repeatable => ["ListObjects", "HeadObject", "GetObject", "PutObject", "DeleteObject", "DeleteObjects", "CopyObject", "ListBuckets", "ListMultipartUploads"];

    public void Dispose() => _emulator.Dispose();

    [Theory]
    [MemberData(nameof(Repeatable))]
    public async Task Operation_ServerErrorThenLostAnswer_IsRepeatedUntilItIsDone(string operation)
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        _emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = operation, Times = 1 });
        _emulator.Faults.Add(Fault.DropReply() with { Operation = operation, SkipFirst = 1, Times = 1 });

        await RunAsync(client, operation);

        Assert.Equal(3, _emulator.Requests.CountOf(operation) - (operation == "PutObject" ? 1 : 0));
        Assert.Equal([$"{operation} 1 server", $"{operation} 2 network"], _retries);
    }

    [Theory]
    [InlineData("CopyObject")]
    [InlineData("DeleteObjects")]
    public async Task Operation_ErrorUnderStatus200_IsRepeated(string operation)
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        _emulator.Faults.Add(Fault.ErrorIn200("InternalError") with { Operation = operation, Times = 1 });

        await RunAsync(client, operation);

        Assert.Equal(2, _emulator.Requests.CountOf(operation));
    }

    [Fact]
    public async Task List_DocumentBreaksOff_IsAskedForAgain()
    {
        using R2Client client = Client();
        await PutAsync(client, "key");
        _emulator.Faults.Add(Fault.DropResponseBodyAfter(100) with { Operation = "ListObjects", Times = 2 });

        Assert.Single((await client.ListObjectsAsync("bucket", cancellationToken: Cancellation)).Objects);

        Assert.Equal(3, _emulator.Requests.CountOf("ListObjects"));
    }

    [Fact]
    public async Task Head_NothingComesWithinTheTimeout_IsRepeated()
    {
        using R2Client client = Client(options => options with { Timeout = TimeSpan.FromSeconds(1) });
        await PutAsync(client, "key");
        _emulator.Faults.Add(Fault.Stall() with { Operation = "HeadObject", Times = 1 });

        await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);

        Assert.Equal(["HeadObject 1 timeout"], _retries);
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("CreateMultipartUpload")]
    [InlineData("PutObject")]
    public async Task Operation_ThatDoesMoreWhenSentTwice_IsNotRepeatedWhereItMayHaveArrived(string operation)
    {
        using R2Client client = Client();
        _emulator.Faults.Add(Fault.DropReply() with { Operation = operation });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => RunAsync(client, operation, onlyIfNew: true));

        Assert.Equal((R2ErrorCodes.ConnectionFailed, 1, 1), (e.Code, e.Attempts, _emulator.Requests.CountOf(operation)));
    }

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("CreateMultipartUpload")]
    [InlineData("PutObject")]
    public async Task Operation_ThatDoesMoreWhenSentTwice_IsRepeatedWhereItWasRefused(string operation)
    {
        using R2Client client = Client();
        _emulator.Faults.Add(Fault.Status(503, "ServiceUnavailable") with { Operation = operation, Times = 2 });

        await RunAsync(client, operation, onlyIfNew: true);

        Assert.Equal(3, _emulator.Requests.CountOf(operation));
    }

    [Fact]
    public async Task Put_BodyChangedOnTheWay_IsSentAgain()
    {
        using R2Client client = Client();
        _emulator.Faults.Add(Fault.CorruptRequestByte(3) with { Operation = "PutObject", Times = 1 });

        await PutAsync(client, "key");

        Assert.Equal(2, _emulator.Requests.CountOf("PutObject"));
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
        _emulator.Faults.Add(Fault.Status(status, code) with { Operation = "GetObject" });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => RunAsync(client, "GetObject"));

        Assert.Equal((code, 1, 1), (e.Code, e.Attempts, _emulator.Requests.CountOf("GetObject")));
    }

    [Fact]
    public async Task Operation_Repeated_IsSignedAnew()
    {
        SkippingTime time = new();
        List<string> dates = [];
        int sent = 0;
        StubTransport transport = new(request =>
        {
            dates.Add(request.Headers.GetValues("x-amz-date").Single());
            HttpResponseMessage answer = new(++sent < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(5));
            return answer;
        });

        // No idle watch fires in a clock that skips: its timer is the first of each attempt, and a stub answers at once.
        using HttpMessageInvoker chain = new(new ResilienceHandler(new ResilienceOptions { Judge = R2.Http.AttemptJudge.Judge, TimeProvider = time, Random = () => 0 })
        {
            InnerHandler = new Failing { InnerHandler = Signing(time, transport) },
        });
        using HttpRequestMessage message = new(HttpMethod.Get, "https://example.com/bucket/key");
        message.Options.Set(RequestTraits.OptionsKey, new RequestTraits { Operation = "GetObject", Bucket = "bucket", IsIdempotent = true });
        message.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        (await chain.SendAsync(message, Cancellation)).Dispose();

        Assert.Equal(["20261122T120000Z", "20261122T120005Z", "20261122T120010Z"], dates);
        Assert.Equal(3, transport.Sent.Select(request => request.Headers["Authorization"]).Distinct().Count());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-3000)]
    public async Task Clock_FarOff_IsCorrectedOnceAndForLaterRequests(int minutes)
    {
        using R2EmulatorServer ahead = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"], ClockOffset = TimeSpan.FromMinutes(minutes) });
        using R2Client client = Client(server: ahead);

        await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
        await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);

        Assert.Equal(["RequestTimeTooSkewed", null, null], ahead.Requests.Select(request => request.ErrorCode));
        using HttpClient anyone = new();
        await PutAsync(client, "key");
        using HttpResponseMessage presigned = await anyone.GetAsync(client.Presign("bucket", "key").Url, Cancellation);
        Assert.Equal(HttpStatusCode.OK, presigned.StatusCode);
    }

    [Fact]
    public async Task Clock_SkewThatStays_IsReportedAfterOneCorrection()
    {
        using R2Client client = Client();
        _emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromHours(2)) with { Times = 1 });
        _emulator.Faults.Add(Fault.ClockOffset(TimeSpan.FromHours(9)) with { SkipFirst = 1 });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.ListObjectsAsync("bucket", cancellationToken: Cancellation));

        Assert.Equal(("RequestTimeTooSkewed", 2), (e.Code, e.Attempts));
    }

    [Fact]
    public async Task Breaker_Open_SaysWhenItWillTryAgainAndWhatFailed()
    {
        using R2Client client = Client(options => options with { MaxAttempts = 1, BreakerFailureThreshold = 2, BreakerResetTimeout = TimeSpan.FromMinutes(10) });
        _emulator.Faults.Add(Fault.Status(500, "InternalError") with { Operation = "HeadBucket" });
        for (int i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));
        }

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));

        Assert.Equal((R2ErrorCodes.CircuitOpen, 0, "bucket", 2), (e.Code, e.Attempts, e.Bucket, _emulator.Requests.CountOf("HeadBucket")));
        Assert.Matches(@"The next try will be made from \d\d:\d\d:\d\d UTC, in (600|599) s\. The last failure: ", e.Message);
        Assert.Equal([("bucket", BreakerState.Open)], _states);
        await client.ListBucketsAsync(cancellationToken: Cancellation);
    }

    [Theory]
    [InlineData(nameof(R2ClientOptions.MaxAttempts), "0", "1 to 100 attempts")]
    [InlineData(nameof(R2ClientOptions.BreakerFailureThreshold), "1", "2 to 1,000 failures, or 0 for no circuit breaker")]
    [InlineData(nameof(R2ClientOptions.BreakerResetTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2ClientOptions.TotalTimeout), "0 s", "1 second to 1 day")]
    [InlineData(nameof(R2ClientOptions.MaxDelay), "0 ms", "1 to 3,600,000 milliseconds")]
    [InlineData(nameof(R2ClientOptions.BaseDelay), "0 ms", "1 to 30000 milliseconds, which is MaxDelay")]
    public void Options_OutsideTheirRange_AreRefusedAtOnce(string name, string value, string range)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => Client(options => name switch
        {
            nameof(R2ClientOptions.MaxAttempts) => options with { MaxAttempts = 0 },
            nameof(R2ClientOptions.BreakerFailureThreshold) => options with { BreakerFailureThreshold = 1 },
            nameof(R2ClientOptions.BreakerResetTimeout) => options with { BreakerResetTimeout = TimeSpan.Zero },
            nameof(R2ClientOptions.TotalTimeout) => options with { TotalTimeout = TimeSpan.Zero },
            nameof(R2ClientOptions.MaxDelay) => options with { MaxDelay = TimeSpan.Zero },
            _ => options with { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromSeconds(30) },
        }));

        Assert.Equal(($"{name} is '{value}'; allowed is {range}.", R2ErrorCodes.InvalidSetting), (e.Message, e.Code));
    }

    private static R2.Http.SigningHandler Signing(TimeProvider time, HttpMessageHandler transport)
    {
        R2ClientOptions options = new() { Credential = new R2Credential("access", "secret"), Endpoint = new Uri("https://example.com") };
        return new R2.Http.SigningHandler(new R2.Signing.RequestSigner("auto"), new R2.Credentials.CurrentCredential(options), time) { InnerHandler = transport };
    }

    private static async Task PutAsync(R2Client client, string key, R2Conditions? conditions = null)
    {
        R2.Http.ReplayableContent body = R2.Http.ReplayableContent.FromBytes("hello"u8.ToArray());
        R2Checksum checksum = await body.ComputeChecksumAsync(R2ChecksumAlgorithm.Crc32C, Cancellation);
        await client.PutObjectAsync("bucket", key, body, new PutObjectOptions { Conditions = conditions, Checksum = checksum }, Cancellation);
    }

    private static async Task RunAsync(R2Client client, string operation, bool onlyIfNew = false)
    {
        switch (operation)
        {
            case "ListObjects":
                await client.ListObjectsAsync("bucket", cancellationToken: Cancellation);
                break;
            case "ListBuckets":
                await client.ListBucketsAsync(cancellationToken: Cancellation);
                break;
            case "ListMultipartUploads":
                await client.ListMultipartUploadsAsync("bucket", cancellationToken: Cancellation);
                break;
            case "HeadObject":
                await client.HeadObjectAsync("bucket", "key", cancellationToken: Cancellation);
                break;
            case "GetObject":
                await (await client.GetObjectAsync("bucket", "key", cancellationToken: Cancellation)).DisposeAsync();
                break;
            case "PutObject":
                await PutAsync(client, "key", onlyIfNew ? new R2Conditions { IfNoneMatch = "*" } : null);
                break;
            case "DeleteObject":
                await client.DeleteObjectAsync("bucket", "key", Cancellation);
                break;
            case "DeleteObjects":
                await client.DeleteObjectsAsync("bucket", ["key"], Cancellation);
                break;
            case "CopyObject":
                await client.CopyObjectAsync("bucket", "key", "bucket", "copy", cancellationToken: Cancellation);
                break;
            case "CreateBucket":
                await client.CreateBucketAsync("another", cancellationToken: Cancellation);
                break;
            case "CreateMultipartUpload":
                await client.CreateMultipartUploadAsync("bucket", "key", cancellationToken: Cancellation);
                break;
            default:
                throw new ArgumentException(operation);
        }
    }

    private R2Client Client(Func<R2ClientOptions, R2ClientOptions>? change = null, R2EmulatorServer? server = null)
    {
        server ??= _emulator;
        R2ClientOptions options = new()
        {
            Credential = new R2Credential(server.AccessKeyId, server.SecretAccessKey),
            Endpoint = server.Endpoint,
            BaseDelay = TimeSpan.FromMilliseconds(1),
            MaxDelay = TimeSpan.FromMilliseconds(5),
            OnRetry = (operation, attempts, type) => _retries.Add($"{operation} {attempts} {type}"),
            OnBreakerState = (bucket, state) => _states.Add((bucket, state)),
        };
        return new R2Client(change is null ? options : change(options));
    }

    /// <summary>Makes an exception of a refusal, as the attempt's handler does.</summary>
    private sealed class Failing : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode
                ? answer
                : throw new R2Exception("ServiceUnavailable", "busy") { StatusCode = answer.StatusCode, IsRetryable = true, RetryAfter = answer.Headers.RetryAfter?.Delta };
        }
    }
}
