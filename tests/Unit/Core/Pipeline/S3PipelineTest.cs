using System.Net;
using R2.Diagnostics;
using R2.Pipeline;
using R2.Requests;
using R2.Retry;
using R2.Unit.Support;

namespace R2.Unit.Core.Pipeline;

/// <summary>A pipeline over attempts that fail as a test says, and that are counted.</summary>
public abstract class S3PipelineTest
{
    private static readonly Uri s_endpoint = new("https://example.com");

    private readonly R2MetricCollector _metrics = new();
    private readonly ClientTelemetry _telemetry;
    private protected readonly SkippingTime _time = new();
    private protected int _sent;

    protected S3PipelineTest() => _telemetry = new ClientTelemetry(_metrics, s_endpoint);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Retries so far, by the number of the attempt that followed.</summary>
    private protected IEnumerable<(int Attempt, long Count)> Retries => _metrics.Retries.Read().Select(static counter => (counter.Key.Attempt, counter.Value));

    private protected R2ClientOptions Options => new() { Credential = new R2Credential("access", "secret"), Endpoint = s_endpoint, TimeProvider = _time };

    /// <summary>Asks for less.</summary>
    private protected static R2Exception Refused(TimeSpan? retryAfter = null) => new("SlowDown", "refused") { IsRetryable = true, RetryAfter = retryAfter };

    /// <summary>The response did not come: what was asked may be done, and the server may be down.</summary>
    private protected static R2Exception Lost() => new(R2ErrorCodes.ConnectionFailed, "lost") { IsRetryable = true };

    /// <summary>The server is down, and nothing can have been done.</summary>
    private protected static R2Exception NotReached() =>
        new(R2ErrorCodes.ConnectionFailed, "not reached", new HttpRequestException(HttpRequestError.ConnectionError)) { IsRetryable = true };

    /// <summary>The request was wrong.</summary>
    private protected static R2Exception Wrong() => new("NoSuchKey", "wrong") { StatusCode = HttpStatusCode.NotFound };

    /// <summary>The key is written too often.</summary>
    private protected static R2Exception TooOften() => new("TooManyRequests", "too often") { StatusCode = HttpStatusCode.TooManyRequests, IsRetryable = true };

    private protected static S3Request Read(string bucket = "bucket") => S3Request.Get("GetObject", bucket, "key");

    private protected static S3Request Write(string key) => S3Request.Put("PutObject", "bucket", key);

    private protected static S3Exchange Exchange(S3Request request, RetryPolicy retry) => new(request, request.ToMessage(s_endpoint), retry);

    private protected R2BreakerState StateOf(string bucket) => _telemetry.Breakers.Single(breaker => breaker.Bucket == bucket).State;

    private protected IEnumerable<string> BreakersOf => _telemetry.Breakers.Select(static breaker => breaker.Bucket);

    private protected S3Pipeline Pipeline(R2ClientOptions options, Func<int, R2Exception?> fails) => new(
        options,
        _telemetry,
        (exchange, _) => fails(Interlocked.Increment(ref _sent)) is { } failure ? Task.FromException<S3Response>(failure) : Task.FromResult(Response(exchange)));

    /// <summary>Whoever gets a place is held there, before the call returns.</summary>
    private protected S3Pipeline Held(R2ClientOptions options, Queue<Held> held, int maxConcurrency = BucketState.MaxConcurrency) => new(
        options,
        _telemetry,
        (exchange, _) =>
        {
            Held one = new(exchange);
            held.Enqueue(one);
            return one.Task;
        },
        maxConcurrency);

    private protected static S3Response Response(S3Exchange exchange) => new(exchange, new HttpResponseMessage());

    private protected static Task SendAsync(S3Pipeline pipeline, R2ClientOptions options, S3Request? request = null) => SendAsync(pipeline, RetryPolicy.Of(options), request);

    private protected static async Task SendAsync(S3Pipeline pipeline, RetryPolicy retry, S3Request? request = null, CancellationToken? cancellation = null)
    {
        using S3Exchange exchange = Exchange(request ?? Read(), retry);
        (await pipeline.SendAsync(exchange, cancellation ?? Cancellation))?.Dispose();
    }

    private protected static async Task SendManyAsync(S3Pipeline pipeline, R2ClientOptions options, int times)
    {
        for (int i = 0; i < times; i++)
        {
            try
            {
                await SendAsync(pipeline, options);
            }
            catch (R2Exception e) when (e.Code == R2ErrorCodes.CircuitOpen)
            {
                return;
            }
            catch (R2Exception)
            {
                // Counted where it was sent.
            }
        }
    }

    private protected static Task[] SendMany(S3Pipeline pipeline, R2ClientOptions options, int count) => [.. Enumerable.Range(0, count).Select(_ => SendAsync(pipeline, options))];

    private protected static async Task<R2Exception> FailAsync(S3Pipeline pipeline, R2ClientOptions options, S3Request? request = null) =>
        await Assert.ThrowsAsync<R2Exception>(() => SendAsync(pipeline, options, request));

    private protected static async Task<R2Exception> RefuseAsync(S3Pipeline pipeline, R2ClientOptions options)
    {
        R2Exception e = await FailAsync(pipeline, options);
        Assert.Equal(R2ErrorCodes.CircuitOpen, e.Code);
        return e;
    }
}

/// <summary>A request that is under way until a test ends it.</summary>
internal sealed class Held(S3Exchange exchange)
{
    private readonly TaskCompletionSource<S3Response> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<S3Response> Task => _source.Task;

    public void Succeed() => _source.SetResult(new S3Response(exchange, new HttpResponseMessage()));

    public async Task EndAsync(Task sent, R2Exception? failure)
    {
        if (failure is null)
        {
            Succeed();
            await sent;
            return;
        }

        _source.SetException(failure);
        Assert.Same(failure, await Assert.ThrowsAsync<R2Exception>(() => sent));
    }
}
