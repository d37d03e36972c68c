using R2.Credentials;
using R2.Diagnostics;
using R2.Resilience;
using R2.Signing;

namespace R2.Http;

/// <summary>
/// The one place that says what a request passes through. From the outside in: what counts, what repeats, what renews the credential, what signs, what records,
/// and the transport; a handler joins by being wrapped around the next one here.
/// </summary>
internal static class HandlerChain
{
    public static HttpMessageInvoker Create(R2ClientOptions options, CurrentCredential credentials, Uri endpoint, ClientTelemetry telemetry)
    {
        HttpMessageHandler handler = options.Transport ?? Transport.Create(options, endpoint, telemetry);
        handler = new SigningHandler(new RequestSigner(options.Region), credentials, options.TimeProvider) { InnerHandler = handler };
        handler = new AttemptHandler { InnerHandler = handler };
        if (credentials.CanRenew)
        {
            handler = new CredentialHandler(credentials) { InnerHandler = handler };
        }

        handler = new ResilienceHandler(Resilience(options, telemetry)) { InnerHandler = handler };
        handler = new MetricsHandler { InnerHandler = handler };
        return new HttpMessageInvoker(handler, disposeHandler: options.Transport is null);
    }

    private static ResilienceOptions Resilience(R2ClientOptions options, ClientTelemetry telemetry) => new()
    {
        MaxAttempts = 1,
        TimeProvider = options.TimeProvider,
        OnRetry = (traits, _) => telemetry.Retried(traits.Operation, traits.Attempts + 1),
        OnBreakerState = (bucket, state) => telemetry.Broke(bucket, (R2BreakerState)state),
    };
}
