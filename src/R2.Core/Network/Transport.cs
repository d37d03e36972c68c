using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using R2.Diagnostics;
using R2.Rules;

namespace R2.Network;

/// <summary>The way to the network. Sends what it is given and returns what it gets: anything that would repeat, redirect or decode stays off.</summary>
internal static class Transport
{
    /// <summary>What a client sends by: the network or the transport that it was given, with what records around it, or a replay in its place.</summary>
    public static HttpMessageInvoker Create(R2ClientOptions options, Uri endpoint, ClientTelemetry telemetry, bool ofApi = false)
    {
        HttpMessageHandler handler = options.Simulation?.Innermost(endpoint, options.AccountId, options.TimeProvider, Outermost, ofApi) ?? Outermost();
        return new HttpMessageInvoker(handler, disposeHandler: options.Transport is null);

        HttpMessageHandler Outermost() => options.Transport ?? new ConnectionPools(options, endpoint, telemetry);
    }

    /// <param name="options">Options of the client.</param>
    /// <param name="endpoint">Endpoint.</param>
    /// <param name="telemetry">Counts connections.</param>
    /// <param name="idleTimeout">How long an idle connection is kept.</param>
    /// <param name="most">Connections at most.</param>
    public static SocketsHttpHandler CreateNetwork(R2ClientOptions options, Uri endpoint, ClientTelemetry telemetry, TimeSpan idleTimeout, int most)
    {
        // R2 and Cloudflare's API speak https, however slow the way to it is.
        ProtocolGuard? guard = EndpointAddress.IsR2(endpoint) || endpoint.IdnHost == R2ApiClientOptions.DefaultBaseAddress.IdnHost ? null : new(endpoint, options.TimeProvider);
        return new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = R2ClientDefaults.ConnectTimeout,
            MaxConnectionsPerServer = most,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = idleTimeout,
            PooledConnectionLifetime = R2ClientDefaults.PoolLifetime,
            MaxResponseDrainSize = 1024 * 1024,
            Proxy = DiscreetProxy.Of(options.Proxy),
            // A proxy of the environment cannot reach this machine, and .NET would ask it all the same.
            UseProxy = options.Proxy is not null || !EndpointRules.IsThisMachine(endpoint),
            SslOptions = Tls(options.CertificateAuthorities),
            ConnectCallback = (context, cancellation) => ConnectAsync(
                context.DnsEndPoint, telemetry, guard?.IsKnown == false && IsDirect(context, endpoint) ? guard : null, cancellation),
        };
    }

    /// <summary>Whether a connection goes to the endpoint itself, and not to a proxy, which speaks http before TLS.</summary>
    private static bool IsDirect(SocketsHttpConnectionContext context, Uri endpoint) =>
        context.DnsEndPoint.Port == endpoint.Port && context.DnsEndPoint.Host.Equals(endpoint.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);

    /// <summary>As the handler itself connects, but counted.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, ClientTelemetry telemetry, ProtocolGuard? guard, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return new CountedConnection(socket, telemetry, guard);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static SslClientAuthenticationOptions Tls(X509Certificate2Collection? authorities)
    {
        SslClientAuthenticationOptions tls = new() { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 };
        if (authorities is not null)
        {
            // As without authorities of one's own, revocation is not looked up: private ones seldom publish it.
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return tls;
    }
}
