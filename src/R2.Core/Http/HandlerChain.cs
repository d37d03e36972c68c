using System.Net;
using R2.Resilience;
using R2.Signing;

namespace R2.Http;

/// <summary>
/// The one place that says what a request passes through. From the outside in: what counts, what repeats, what signs, what records,
/// and the transport; a handler joins by being wrapped around the next one here.
/// </summary>
internal static class HandlerChain
{
    public static HttpMessageInvoker Create(R2ClientOptions options)
    {
        HttpMessageHandler transport = options.Transport ?? CreateTransport(options);
        RequestSigner signer = new(options.Region);
        SigningHandler signing = new(signer, options.Credential, options.TimeProvider) { InnerHandler = transport };
        ResilienceHandler resilience = new(new ResilienceOptions { MaxAttempts = 1, TimeProvider = options.TimeProvider }) { InnerHandler = signing };
        return new HttpMessageInvoker(resilience, disposeHandler: options.Transport is null);
    }

    /// <summary>Sends what it is given and returns what it gets: anything that would repeat, redirect or decode stays off.</summary>
    private static SocketsHttpHandler CreateTransport(R2ClientOptions options) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = R2ClientDefaults.ConnectTimeout,
        MaxConnectionsPerServer = options.PoolMaxConnections,
        PooledConnectionIdleTimeout = options.PoolIdleTimeout,
        PooledConnectionLifetime = R2ClientDefaults.PoolLifetime,
        MaxResponseDrainSize = 1024 * 1024,
    };
}
