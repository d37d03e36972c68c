using System.Net;
using System.Text;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

/// <summary>What goes wrong in any operation becomes the one exception.</summary>
public sealed class R2ClientErrorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyOperation_ErrorDocument_BecomesTheException()
    {
        StubTransport transport = StubTransport.Xml(
            "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message><RequestId>r9</RequestId><CanonicalRequest>GET\n/</CanonicalRequest></Error>", HttpStatusCode.Forbidden);

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadObjectAsync("bucket", "key", cancellationToken: Cancellation));

        Assert.Equal(("SignatureDoesNotMatch", HttpStatusCode.Forbidden, "r9", "bucket/key", "HeadObject", 1, false), (e.Code, e.StatusCode, e.RequestId, e.Address, e.Operation, e.Attempts, e.IsRetryable));
        Assert.Equal("GET\n/", e.ServerCanonicalRequest);
    }

    [Theory]
    [InlineData(404, "NoSuchKey", false)]
    [InlineData(403, "AccessDenied", false)]
    [InlineData(412, "PreconditionFailed", false)]
    [InlineData(304, "NotModified", false)]
    [InlineData(416, "InvalidRange", false)]
    [InlineData(429, "TooManyRequests", true)]
    [InlineData(500, "InternalError", true)]
    [InlineData(502, "Http502", true)]
    [InlineData(503, "ServiceUnavailable", true)]
    public async Task HeadObject_StatusWithoutBody_HasAStableCode(int status, string code, bool retryable)
    {
        StubTransport transport = new(_ => new HttpResponseMessage((HttpStatusCode)status));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().HeadObjectAsync(
            "bucket", "key", new GetObjectOptions { Conditions = new R2Conditions { IfNoneMatch = "etag" } }, Cancellation));

        Assert.Equal((code, retryable), (e.Code, e.IsRetryable));
    }

    [Fact]
    public async Task AnyOperation_HtmlErrorPageOf5Megabytes_IsNamedAndNotSwallowedWhole()
    {
        byte[] page = Encoding.ASCII.GetBytes("<html>\r\n<title>Bad gateway</title>" + new string('x', 5_000_000));
        CountingStream stream = new(page);
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StreamContent(stream) { Headers = { ContentType = new("text/html") } } });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => transport.Client().ListObjectsAsync("bucket", cancellationToken: Cancellation));

        Assert.Equal(("Http502", true), (e.Code, e.IsRetryable));
        Assert.Contains("<html> <title>Bad gateway</title>", e.Message, StringComparison.Ordinal);
        Assert.InRange(e.Message.Length, 1, 400);
        Assert.InRange(stream.BytesRead, 1, 1_000_000);
    }

    [Fact]
    public async Task AnyOperation_RetryAfter_IsReadAsSecondsAndAsDate()
    {
        ManualTime time = new();
        StubTransport seconds = new(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "Retry-After", "7" } } });
        StubTransport date = new(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { { "Retry-After", time.GetUtcNow().AddSeconds(90).ToString("R") } } });

        Assert.Equal(TimeSpan.FromSeconds(7), (await Assert.ThrowsAsync<R2Exception>(() => seconds.Client(time).HeadBucketAsync("bucket", Cancellation))).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(90), (await Assert.ThrowsAsync<R2Exception>(() => date.Client(time).HeadBucketAsync("bucket", Cancellation))).RetryAfter);
    }

    [Fact]
    public async Task AnyOperation_HostThatRefuses_IsARetryableConnectionError()
    {
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential("id", "secret"), Endpoint = new Uri("http://127.0.0.1:1") });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => client.HeadBucketAsync("bucket", Cancellation));

        Assert.Equal(("ConnectionFailed", true, "bucket"), (e.Code, e.IsRetryable, e.BucketName));
        Assert.Contains("127.0.0.1:1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_NothingMoves_TimesOutByTheInjectedClock()
    {
        ManualTime time = new();
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using StallingTransport transport = new(sending);
        using R2Client client = new(new R2ClientOptions
        {
            Credential = new R2Credential("id", "secret"),
            Endpoint = new Uri("https://example.com"),
            Transport = transport,
            TimeProvider = time,
            Timeout = TimeSpan.FromSeconds(5),
            Retry = new() { MaxAttempts = 1 },
        });

        Task request = client.HeadBucketAsync("bucket", Cancellation);
        await sending.Task;
        time.Advance(TimeSpan.FromSeconds(5));
        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => request);

        Assert.Equal(("OperationTimeout", true), (e.Code, e.IsRetryable));
        Assert.Contains("5 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyOperation_Cancelled_ThrowsAsCancelled()
    {
        using StallingTransport transport = new(new TaskCompletionSource());
        using CancellationTokenSource cancellation = new();
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential("id", "secret"), Endpoint = new Uri("https://example.com"), Transport = transport });

        Task request = client.HeadBucketAsync("bucket", cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private sealed class StallingTransport(TaskCompletionSource sending) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sending.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage();
        }
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            BytesRead += read;
            return read;
        }
    }
}
