using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace R2.Resilience;

/// <summary>What all requests to one bucket share: the breaker, the number in flight, the keys that are written too often.</summary>
internal sealed class BucketLane
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> s_request = new("R2.Request");
    private static readonly ResiliencePropertyKey<TimeSpan> s_delay = new("R2.Delay");

    private readonly string _bucket;
    private readonly ResilienceOptions _options;

    public BucketLane(string bucket, ResilienceOptions options)
    {
        (_bucket, _options) = (bucket, options);
        Gate = new ConcurrencyGate(new AdaptiveLimit(ResilienceDefaults.InitialConcurrency, options.MaxConcurrency));
        HotKeys = new HotKeys(options.TimeProvider, ResilienceDefaults.HotKeySpacing);
        Pipeline = Build();
    }

    public ConcurrencyGate Gate { get; }

    public HotKeys HotKeys { get; }

    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    public static HttpRequestMessage RequestOf(ResilienceContext context) => context.Properties.GetValue(s_request, null!);

    public static void SetRequest(ResilienceContext context, HttpRequestMessage request) => context.Properties.Set(s_request, request);

    /// <summary>From the outside in: the time for all of it, the repetitions, the breaker, which sees every attempt.</summary>
    private ResiliencePipeline<HttpResponseMessage> Build()
    {
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new() { TimeProvider = _options.TimeProvider };
        if (_options.TotalTimeout is { } total)
        {
            builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => new(total) });
        }

        builder.AddRetry(Retry());
        if (_options.BreakerFailureThreshold > 0)
        {
            builder.AddCircuitBreaker(Breaker());
        }

        return builder.Build();
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry() => new()
    {
        // The true number is the request's: see MayRepeat.
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = arguments => new(arguments.Outcome.Exception is { } exception && MayRepeat(RequestTraits.Of(RequestOf(arguments.Context)), _options.Judge(exception))),
        DelayGenerator = arguments => new(NextDelay(arguments.Context, arguments.Outcome.Exception!)),
        OnRetry = arguments =>
        {
            _options.OnRetry?.Invoke(RequestTraits.Of(RequestOf(arguments.Context)), _options.Judge(arguments.Outcome.Exception!).ErrorType ?? "");
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker() => new()
    {
        MinimumThroughput = _options.BreakerFailureThreshold,
        FailureRatio = ResilienceDefaults.BreakerFailureRatio,
        SamplingDuration = ResilienceDefaults.BreakerWindow,
        BreakDuration = _options.BreakerResetTimeout,
        ShouldHandle = arguments => new(arguments.Outcome.Exception is { } exception && _options.Judge(exception).IsOutage),
        OnOpened = _ => Tell(BreakerState.Open),
        OnHalfOpened = _ => Tell(BreakerState.HalfOpen),
        OnClosed = _ => Tell(BreakerState.Closed),
    };

    private ValueTask Tell(BreakerState state)
    {
        _options.OnBreakerState?.Invoke(_bucket, state);
        return default;
    }

    private bool MayRepeat(RequestTraits traits, Verdict verdict) =>
        verdict.IsTransient
        && (!verdict.MayHaveHappened || traits.IsIdempotent)
        && verdict.Allows(traits.Attempts, traits.MaxAttempts ?? _options.MaxAttempts);

    private TimeSpan? NextDelay(ResilienceContext context, Exception exception)
    {
        TimeSpan delay = Backoff.Next(
            context.Properties.GetValue(s_delay, TimeSpan.Zero), _options.Judge(exception).RetryAfter, _options.BaseDelay, _options.MaxDelay, _options.Random());
        context.Properties.Set(s_delay, delay);
        return delay;
    }
}
