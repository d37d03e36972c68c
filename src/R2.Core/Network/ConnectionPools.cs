using System.Net;
using R2.Diagnostics;
using R2.Requests;

namespace R2.Network;

/// <summary>
/// The connections of a client: as many as there are requests, of which <see cref="R2ClientOptions.PoolMaxIdle"/> at most are kept when they are idle. SocketsHttpHandler limits
/// all of its connections or none, so there are two: one with as many connections as may be kept, and one for the requests that come while all of those are in use. What that
/// one opened goes on to the next such request, or is closed when nobody has needed it for two seconds.
/// </summary>
internal sealed class ConnectionPools(R2ClientOptions options, Uri endpoint, ClientTelemetry telemetry) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _kept = new(Transport.CreateNetwork(options, endpoint, telemetry, options.PoolIdleTimeout, options.PoolMaxIdle));
    private readonly Lazy<HttpMessageInvoker> _extra = new(() => new(Transport.CreateNetwork(
        options, endpoint, telemetry, options.PoolIdleTimeout < R2ClientDefaults.ExtraPoolIdleTimeout ? options.PoolIdleTimeout : R2ClientDefaults.ExtraPoolIdleTimeout, int.MaxValue)));

    private int _free = options.PoolMaxIdle;

    /// <summary>A request that does not say when its response has ended (<see cref="S3Message"/>) gets a connection beside those that are kept.</summary>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (options.UseHttp2)
        {
            // The server chooses: by ALPN, so over TLS alone.
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
        }

        if (request is S3Message message && TryTake())
        {
            message.Ended = Return;
            return _kept.SendAsync(request, cancellationToken);
        }

        return _extra.Value.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _kept.Dispose();
            if (_extra.IsValueCreated)
            {
                _extra.Value.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return true;
        }

        Return();
        return false;
    }

    private void Return() => Interlocked.Increment(ref _free);
}
