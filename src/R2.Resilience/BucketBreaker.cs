using Polly;
using Polly.CircuitBreaker;

namespace R2.Resilience;

/// <summary>
/// Refuses the requests to a bucket that is down. Made when one fails for the first time: what works needs none, and this class alone needs Polly, which is not loaded before.
/// It counts requests that failed after all their repeats, and is passed through only while it does not let everything pass.
/// </summary>
internal sealed class BucketBreaker
{
    /// <summary>Stands for any success; a breaker looks at none.</summary>
    private static readonly HttpResponseMessage s_answered = new();

    private readonly ResilienceOptions _options;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <param name="bucket">Bucket, for whoever is told of changes.</param>
    /// <param name="options">Options.</param>
    /// <param name="successes">What went well within the window before: what fails among much that succeeds is no outage.</param>
    public BucketBreaker(string bucket, ResilienceOptions options, int successes)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = options.TimeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                MinimumThroughput = options.BreakerFailureThreshold,
                FailureRatio = ResilienceDefaults.BreakerFailureRatio,
                SamplingDuration = ResilienceDefaults.BreakerWindow,
                BreakDuration = options.BreakerResetTimeout,
                ShouldHandle = arguments => new(arguments.Outcome.Exception is { } exception && options.Judge(exception).IsOutage),
                StateProvider = _state,
                OnOpened = _ => Tell(BreakerState.Open),
                OnHalfOpened = _ => Tell(BreakerState.HalfOpen),
                OnClosed = _ => Tell(BreakerState.Closed),
            })
            .Build();
        for (int i = 0; i < successes; i++)
        {
            _pipeline.Execute(static () => s_answered);
        }

        ValueTask Tell(BreakerState state)
        {
            options.OnBreakerState?.Invoke(bucket, state);
            return default;
        }
    }

    /// <summary>Whether every request passes.</summary>
    public bool IsClosed => _state.CircuitState == CircuitState.Closed;

    /// <summary>Counts what ended well, or with an answer that says nothing against the server; or what did not.</summary>
    public async ValueTask CountAsync(Exception? failure)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false);
        await _pipeline.ExecuteOutcomeAsync(
            static (_, failure) => new ValueTask<Outcome<HttpResponseMessage>>(failure is null ? Outcome.FromResult(s_answered) : Outcome.FromException<HttpResponseMessage>(failure)), context, failure).ConfigureAwait(false);
        ResilienceContextPool.Shared.Return(context);
    }

    /// <summary>Sends a request while not every one passes: refuses it, or lets this one try whether the server answers again.</summary>
    /// <exception cref="CircuitOpenException">It was refused.</exception>
    public async Task<HttpResponseMessage> TryAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await _pipeline.ExecuteAsync(static async (send, _) => await send().ConfigureAwait(false), send, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BrokenCircuitException e)
        {
            throw new CircuitOpenException(e.RetryAfter ?? _options.BreakerResetTimeout, e.InnerException);
        }
    }
}
