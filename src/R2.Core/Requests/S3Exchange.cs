using System.Diagnostics;
using R2.Diagnostics;
using R2.Retry;

namespace R2.Requests;

/// <summary>One request on its way: what is asked, how it may be retried, how often it was sent, and what came of it.</summary>
/// <param name="request">What is asked.</param>
/// <param name="message">Its message, which is sent as often as need be and disposed with the exchange.</param>
/// <param name="retry">How it may be retried.</param>
/// <param name="telemetry">What is measured of it; null where nobody listens.</param>
internal sealed class S3Exchange(S3Request request, HttpRequestMessage message, RetryPolicy retry, RequestTelemetry? telemetry = null) : IDisposable
{
    private readonly CancellationTokenSource? _limit = retry.TotalTimeout is null ? null : new CancellationTokenSource(Timeout.InfiniteTimeSpan, retry.TimeProvider);
    private long _started = Stopwatch.GetTimestamp();

    public S3Request Request => request;

    public HttpRequestMessage Message => message;

    public RetryPolicy Retry => retry;

    public RequestTelemetry? Telemetry => telemetry;

    /// <summary>What is asked, where it is asked of Cloudflare's own API.</summary>
    public Api.ApiRequest? ApiRequest { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; } = retry.AttemptsBefore;

    /// <summary>Whether an attempt may have done what was asked, its response lost; what was refused has done nothing.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>What the document of its response says, or what a look found in place of a response that was lost.</summary>
    public object? Result { get; set; }

    /// <summary>The last failure; null before the first.</summary>
    public R2Exception? LastFailure { get; set; }

    /// <summary>Time since it began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    /// <summary>Cancelled when the time for all its attempts is over.</summary>
    public CancellationToken Limit => _limit?.Token ?? default;

    /// <summary>It has its turn: what it waited before is not its own time.</summary>
    public void Begin()
    {
        _started = Stopwatch.GetTimestamp();
        _limit?.CancelAfter(retry.TotalTimeout!.Value);
        telemetry?.Begin(message);
    }

    /// <summary>Its response has ended, and what that held is free: once for each time that it is sent.</summary>
    public void EndResponse() => (message as S3Message)?.End();

    public void Dispose()
    {
        _limit?.Dispose();
        message.Dispose();
    }
}
