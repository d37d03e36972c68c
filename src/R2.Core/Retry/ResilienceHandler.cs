using System.Collections.Concurrent;

namespace R2.Retry;

/// <summary>
/// Repeats requests by what they are and how they failed, never by their verb; refuses at once where a bucket is down, and sends as many at once as it bears.
/// Expects <see cref="RequestTraits"/> on each message, and an exception from the handlers within for each attempt that failed. One handler serves one endpoint.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    /// <summary>Longer bodies say more about the line than about the server.</summary>
    private const long TimedUpTo = 64 * 1024;

    private readonly ResilienceOptions _options;
    private readonly ConcurrentDictionary<string, BucketState> _buckets = new(StringComparer.Ordinal);
    private readonly Func<string, BucketState> _newState;

    /// <summary>Takes its options.</summary>
    /// <param name="options">Options.</param>
    public ResilienceHandler(ResilienceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _newState = bucket => new BucketState(bucket, _options);
    }

    /// <inheritdoc/>
    /// <exception cref="CircuitOpenException">The bucket's breaker is open.</exception>
    /// <exception cref="TotalTimeoutException">The time for all attempts ran out.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BucketState state = _buckets.GetOrAdd(RequestTraits.Of(request).Bucket ?? "", _newState);
        return _options.TotalTimeout is { } total ? SendWithinAsync(total, state, request, cancellationToken) : SendAsync(state, request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendWithinAsync(TimeSpan total, BucketState state, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(total, _options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await SendAsync(state, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TotalTimeoutException(total, e);
        }
    }

    private Task<HttpResponseMessage> SendAsync(BucketState state, HttpRequestMessage request, CancellationToken cancellationToken) =>
        state.IsBarred ? TryAsync(state, request, cancellationToken) : CountAsync(state, request, cancellationToken);

    private async Task<HttpResponseMessage> TryAsync(BucketState state, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer = null;
        await state.TryAsync(async () => answer = await RepeatAsync(state, request, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        return answer!;
    }

    /// <summary>A request as all others, of which the breaker, once there is one, is told in the end.</summary>
    private async Task<HttpResponseMessage> CountAsync(BucketState state, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage answer = await RepeatAsync(state, request, cancellationToken).ConfigureAwait(false);
            await state.AnsweredAsync().ConfigureAwait(false);
            return answer;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_options.Classify(e).IsOutage)
            {
                await state.AnsweredAsync().ConfigureAwait(false);
            }
            else if (!RequestTraits.Of(request).IsRepeatedByCaller)
            {
                await state.FailedAsync(e).ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<HttpResponseMessage> RepeatAsync(BucketState state, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RequestTraits traits = RequestTraits.Of(request);
        for (TimeSpan delay = TimeSpan.Zero; ;)
        {
            try
            {
                return await AttemptAsync(state, traits, request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (_options.Classify(e) is var failure && MayRepeat(traits, failure))
            {
                delay = Backoff.Next(delay, failure.RetryAfter, _options.BaseDelay, _options.MaxDelay, _options.Random());
                _options.OnRetry?.Invoke(traits, failure.ErrorType ?? "");
            }

            await Task.Delay(delay, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool MayRepeat(RequestTraits traits, Failure failure) =>
        failure.IsTransient
        && (!failure.MayHaveHappened || traits.IsIdempotent)
        && failure.Allows(traits.Attempts, traits.MaxAttempts ?? _options.MaxAttempts);

    private async ValueTask<HttpResponseMessage> AttemptAsync(BucketState state, RequestTraits traits, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (traits is { IsObjectWrite: true, Key: { } key })
        {
            await state.HotKeys.WaitAsync(key, cancellationToken).ConfigureAwait(false);
        }

        long generation = await state.Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
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
            Failure failure = _options.Classify(e);
            overload = failure.IsOverload;
            if (failure.IsHotKey && traits is { IsObjectWrite: true, Key: { } hot })
            {
                state.HotKeys.Add(hot);
            }

            throw;
        }
        finally
        {
            bool timed = (request.Content?.Headers.ContentLength ?? 0) <= TimedUpTo;
            state.Gate.Leave(generation, succeeded, overload, timed ? _options.TimeProvider.GetElapsedTime(started).TotalMilliseconds : null);
        }
    }
}
