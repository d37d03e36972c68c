using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace R2.Resilience;

/// <summary>
/// Repeats requests by what they are and how they failed, never by their verb; refuses at once where a bucket is down, and sends as many at once as it bears.
/// Expects <see cref="RequestTraits"/> on each message, and an exception from the handlers within for each attempt that failed. One handler serves one endpoint.
/// </summary>
public sealed class ResilienceHandler : DelegatingHandler
{
    /// <summary>Longer bodies say more about the line than about the server.</summary>
    private const long TimedUpTo = 64 * 1024;

    private readonly ResilienceOptions _options;
    private readonly ConcurrentDictionary<string, BucketLane> _lanes = new(StringComparer.Ordinal);
    private readonly Func<string, BucketLane> _newLane;

    /// <summary>Takes its options.</summary>
    /// <param name="options">Options.</param>
    public ResilienceHandler(ResilienceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _newLane = bucket => new BucketLane(bucket, _options);
    }

    /// <inheritdoc/>
    /// <exception cref="CircuitOpenException">The bucket's breaker is open.</exception>
    /// <exception cref="TotalTimeoutException">The time for all attempts ran out.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BucketLane lane = _lanes.GetOrAdd(RequestTraits.Of(request).Bucket ?? "", _newLane);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        BucketLane.SetRequest(context, request);
        try
        {
            return await lane.Pipeline.ExecuteAsync(
                static (context, state) => state.Handler.AttemptAsync(context, state.Lane), context, (Handler: this, Lane: lane)).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            throw new CircuitOpenException(e.RetryAfter ?? _options.BreakerResetTimeout, e.InnerException);
        }
        catch (TimeoutRejectedException e)
        {
            throw new TotalTimeoutException(e.Timeout, e);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(ResilienceContext context, BucketLane lane)
    {
        HttpRequestMessage request = BucketLane.RequestOf(context);
        RequestTraits traits = RequestTraits.Of(request);
        if (traits is { IsObjectWrite: true, Key: { } key })
        {
            await lane.HotKeys.WaitAsync(key, context.CancellationToken).ConfigureAwait(false);
        }

        long generation = await lane.Gate.EnterAsync(context.CancellationToken).ConfigureAwait(false);
        (bool succeeded, bool overload) = (false, false);
        long started = _options.TimeProvider.GetTimestamp();
        traits.Attempts++;
        try
        {
            HttpResponseMessage answer = await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            succeeded = true;
            return answer;
        }
        catch (Exception e)
        {
            Verdict verdict = _options.Judge(e);
            overload = verdict.IsOverload;
            if (verdict.IsHotKey && traits is { IsObjectWrite: true, Key: { } hot })
            {
                lane.HotKeys.Add(hot);
            }

            throw;
        }
        finally
        {
            bool timed = (request.Content?.Headers.ContentLength ?? 0) <= TimedUpTo;
            lane.Gate.Leave(generation, succeeded, overload, timed ? _options.TimeProvider.GetElapsedTime(started).TotalMilliseconds : null);
        }
    }
}
