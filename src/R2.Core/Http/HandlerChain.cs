using R2.Credentials;
using R2.Diagnostics;
using R2.Retry;
using R2.Signing;

namespace R2.Http;

/// <summary>
/// The one place that says what a request passes through. From the outside in: what counts, what repeats, what makes an attempt of it, what renews the credential,
/// what corrects the clock, what signs, what records, and the transport; a handler joins by being wrapped around the next one here.
/// </summary>
internal static class HandlerChain
{
    public static HttpMessageInvoker Create(R2ClientOptions options, CurrentCredential credentials, Uri endpoint, ServerClock clock, ClientTelemetry telemetry)
    {
        HttpMessageHandler Network() => options.Transport ?? Transport.Create(options, endpoint, telemetry);
        HttpMessageHandler handler = options.Simulation?.Innermost(endpoint, options.AccountId, options.TimeProvider, Network) ?? Network();
        handler = new SigningHandler(new RequestSigner(options.Region), credentials, clock) { InnerHandler = handler };
        handler = new AttemptHandler { InnerHandler = handler };
        handler = new ClockSkewHandler(clock) { InnerHandler = handler };
        if (credentials.CanRenew)
        {
            handler = new CredentialHandler(credentials) { InnerHandler = handler };
        }

        handler = new OutcomeHandler(endpoint, options.TimeProvider, options.Timeout) { InnerHandler = handler };
        handler = new ResilienceHandler(Resilience(options, telemetry)) { InnerHandler = handler };
        handler = new MetricsHandler { InnerHandler = handler };
        return new HttpMessageInvoker(handler, disposeHandler: options.Transport is null);
    }

    private static ResilienceOptions Resilience(R2ClientOptions options, ClientTelemetry telemetry) => new()
    {
        MaxAttempts = options.MaxAttempts,
        BaseDelay = options.BaseDelay,
        MaxDelay = options.MaxDelay,
        TotalTimeout = options.TotalTimeout,
        BreakerFailureThreshold = options.BreakerFailureThreshold,
        BreakerResetTimeout = options.BreakerResetTimeout,
        Classify = FailureClassifier.Classify,
        TimeProvider = options.TimeProvider,
        Random = options.Random,
        OnRetry = (traits, errorType) =>
        {
            telemetry.Retried(traits.Operation, traits.Attempts + 1);
            options.OnRetry?.Invoke(traits.Operation, traits.Attempts, errorType);
        },
        OnBreakerState = (bucket, state) =>
        {
            telemetry.Broke(bucket, state);
            options.OnBreakerState?.Invoke(bucket, state);
        },
    };
}
