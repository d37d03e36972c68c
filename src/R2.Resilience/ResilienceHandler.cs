using System.Collections.Concurrent;

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
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BucketLane lane = _lanes.GetOrAdd(RequestTraits.Of(request).Bucket ?? "", _newLane);
        return _options.TotalTimeout is { } total ? SendWithinAsync(total, lane, request, cancellationToken) : SendAsync(lane, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendWithinAsync(TimeSpan total, BucketLane lane, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(total, _options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await SendAsync(lane, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TotalTimeoutException(total, e);
        }
    }

    private Task<HttpResponseMessage> SendAsync(BucketLane lane, HttpRequestMessage request, CancellationToken cancellationToken) =>
        lane.Barrier is { } barrier ? TryAsync(barrier, lane, request, cancellationToken) : CountAsync(lane, request, cancellationToken);

    private Task<HttpResponseMessage> TryAsync(BucketBreaker barrier, BucketLane lane, HttpRequestMessage request, CancellationToken cancellationToken) =>
        barrier.TryAsync(() => RepeatAsync(lane, request, cancellationToken));

    /// <summary>A request as all others, of which the breaker, once there is one, is told in the end.</summary>
    private async Task<HttpResponseMessage> CountAsync(BucketLane lane, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage answer = await RepeatAsync(lane, request, cancellationToken).ConfigureAwait(false);
            await lane.AnsweredAsync().ConfigureAwait(false);
            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_options.Judge(e).IsOutage)
            {
                await lane.AnsweredAsync().ConfigureAwait(false);
            }
            else if (!RequestTraits.Of(request).IsRepeatedByCaller)
            {
                await lane.FailedAsync(e).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<HttpResponseMessage> RepeatAsync(BucketLane lane, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestTraits traits = RequestTraits.Of(request);
        for (TimeSpan delay = TimeSpan.Zero; ;)
        {
            try
            {
                return await AttemptAsync(lane, traits, request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (_options.Judge(e) is var verdict && MayRepeat(traits, verdict))
            {
                delay = Backoff.Next(delay, verdict.RetryAfter, _options.BaseDelay, _options.MaxDelay, _options.Random());
                _options.OnRetry?.Invoke(traits, verdict.ErrorType ?? "");
            }

            await Task.Delay(delay, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool MayRepeat(RequestTraits traits, Verdict verdict) =>
        verdict.IsTransient
        && (!verdict.MayHaveHappened || traits.IsIdempotent)
        && verdict.Allows(traits.Attempts, traits.MaxAttempts ?? _options.MaxAttempts);

    private async ValueTask<HttpResponseMessage> AttemptAsync(BucketLane lane, RequestTraits traits, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (traits is { IsObjectWrite: true, Key: { } key })
        {
            await lane.HotKeys.WaitAsync(key, cancellationToken).ConfigureAwait(false);
        }

        long generation = await lane.Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        (bool succeeded, bool overload) = (false, false);
        long started = _options.TimeProvider.GetTimestamp();
        traits.Attempts++;
        try
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
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
