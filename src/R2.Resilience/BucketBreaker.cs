using Polly;
using Polly.CircuitBreaker;

namespace R2.Resilience;

/// <summary>
/// Refuses the requests to a bucket that is down. Made when one fails for the first time: what works needs none, and this assembly alone needs Polly; neither is loaded before.
/// It counts requests that failed after all their retries, and is passed through only while it does not let everything pass.
/// </summary>
internal sealed class BucketBreaker
{
    private readonly BreakerOptions _options;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline _pipeline;
    private volatile Exception? _lastOutage;

    /// <param name="options">Options.</param>
    /// <param name="successes">What went well within the window before: what fails among much that succeeds is no outage.</param>
    public BucketBreaker(BreakerOptions options, int successes)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                MinimumThroughput = options.FailureThreshold,
                FailureRatio = options.FailureRatio,
                SamplingDuration = options.Window,
                BreakDuration = options.ResetTimeout,
                ShouldHandle = arguments => new(SaysNothingGood(arguments.Outcome.Exception)),
                StateProvider = _state,
                OnOpened = _ => Notify(CircuitState.Open),
                OnHalfOpened = _ => Notify(CircuitState.HalfOpen),
                OnClosed = _ => Notify(CircuitState.Closed),
            })
            .Build();
        for (int i = 0; i < successes; i++)
        {
            _pipeline.Execute(static () => { });
        }

        bool SaysNothingGood(Exception? exception)
        {
            if (exception is null or OperationCanceledException)
            {
                // A trial that was cancelled found out nothing: for a success it would close the breaker of a bucket that is still down.
                return exception is not null;
            }

            bool isOutage = options.IsOutage(exception);
            _lastOutage = isOutage ? exception : _lastOutage;
            return isOutage;
        }

        ValueTask Notify(CircuitState state)
        {
            options.OnState((int)state);
            return default;
        }
    }

    /// <summary>Whether every request passes.</summary>
    public bool IsClosed => _state.CircuitState == CircuitState.Closed;

    /// <summary>Counts what ended well, or with a response that says nothing against the server; or what did not.</summary>
    public async ValueTask CountAsync(Exception? failure)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        await _pipeline.ExecuteOutcomeAsync(
            static (_, failure) => new ValueTask<Outcome<bool>>(failure is null ? Outcome.FromResult(true) : Outcome.FromException<bool>(failure)), context, failure).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>Sends a request while not every one passes: refuses it, or lets this one try whether the server answers again.</summary>
    /// <exception cref="Exception">It was refused: that of <see cref="BreakerOptions.Refusal"/>.</exception>
    public async Task TryAsync(Func<Task> send)
    {
        try
        {
            await _pipeline.ExecuteAsync(static async (send, _) => await send().ConfigureAwait(false), send, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            throw _options.Refusal(e.RetryAfter ?? _options.ResetTimeout, _lastOutage);
        }
    }
}
