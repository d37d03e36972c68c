using Polly;
using Polly.Retry;

namespace R2.Resilience;

/// <summary>
/// Repeats requests by what they are and how they failed, never by their verb. Expects <see cref="RequestTraits"/> on each message, and an exception
/// from the handlers within for each attempt that failed.
/// </summary>
public sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> s_request = new("R2.Request");
    private static readonly ResiliencePropertyKey<TimeSpan> s_delay = new("R2.Delay");

    private readonly ResilienceOptions _options;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <summary>Builds the pipeline.</summary>
    /// <param name="options">Options.</param>
    public ResilienceHandler(ResilienceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new() { TimeProvider = options.TimeProvider };
        if (options.MaxAttempts > 1)
        {
            builder.AddRetry(Retry());
        }

        _pipeline = builder.Build();
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_request, request);
        try
        {
            return await _pipeline.ExecuteAsync(static (context, handler) => handler.AttemptAsync(context), context, this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static HttpRequestMessage RequestOf(ResilienceContext context) => context.Properties.GetValue(s_request, null!);

    private async ValueTask<HttpResponseMessage> AttemptAsync(ResilienceContext context)
    {
        HttpRequestMessage request = RequestOf(context);
        RequestTraits.Of(request).Attempts++;
        return await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry() => new()
    {
        MaxRetryAttempts = _options.MaxAttempts - 1,
        ShouldHandle = arguments => new(arguments.Outcome.Exception is { } exception && MayRepeat(RequestOf(arguments.Context), _options.Judge(exception))),
        DelayGenerator = arguments => new(NextDelay(arguments.Context, arguments.Outcome.Exception!)),
        OnRetry = arguments =>
        {
            _options.OnRetry?.Invoke(RequestTraits.Of(RequestOf(arguments.Context)), _options.Judge(arguments.Outcome.Exception!).ErrorType ?? "");
            return default;
        },
    };

    private static bool MayRepeat(HttpRequestMessage request, Verdict verdict) =>
        verdict.IsTransient && (!verdict.MayHaveHappened || RequestTraits.Of(request).IsIdempotent);

    private TimeSpan? NextDelay(ResilienceContext context, Exception exception)
    {
        TimeSpan delay = Backoff.Next(
            context.Properties.GetValue(s_delay, TimeSpan.Zero), _options.Judge(exception).RetryAfter, _options.BaseDelay, _options.MaxDelay, _options.Random());
        context.Properties.Set(s_delay, delay);
        return delay;
    }
}
