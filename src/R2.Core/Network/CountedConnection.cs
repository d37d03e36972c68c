using System.Net.Sockets;
using R2.Diagnostics;

namespace R2.Network;

/// <summary>
/// A connection that counts while it is open, and that looks at the first bytes of the response: a server that speaks http where https was asked for, or the other way round,
/// would otherwise be waited for in vain. Still a NetworkStream, which the pool asks for its socket to see whether an idle connection lives.
/// </summary>
internal sealed class CountedConnection : NetworkStream
{
    private readonly ClientTelemetry? _telemetry;
    private readonly ProtocolGuard? _guard;
    private int _closed;

    /// <param name="socket">Connected socket.</param>
    /// <param name="telemetry">Where it is counted.</param>
    /// <param name="guard">What is expected of the first response; null on the way to a proxy, and once the endpoint is known.</param>
    public CountedConnection(Socket socket, ClientTelemetry telemetry, ProtocolGuard? guard)
        : base(socket, ownsSocket: true)
    {
        (_telemetry, _guard) = (telemetry, guard);
        telemetry.Connected();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _guard is null or { IsKnown: true } ? base.ReadAsync(buffer, cancellationToken) : _guard.ReadAsync(buffer, base.ReadAsync, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            // Null where the base refused the socket and the finalizer comes here.
            _telemetry?.Disconnected();
        }

        base.Dispose(disposing);
    }
}
