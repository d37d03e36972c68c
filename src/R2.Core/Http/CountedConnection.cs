using System.Net.Sockets;
using R2.Diagnostics;

namespace R2.Http;

/// <summary>A connection that counts while it is open. Still a NetworkStream, which the pool asks for its socket to see whether an idle connection lives.</summary>
internal sealed class CountedConnection : NetworkStream
{
    private readonly ClientTelemetry? _telemetry;
    private int _closed;

    public CountedConnection(Socket socket, ClientTelemetry telemetry)
        : base(socket, ownsSocket: true)
    {
        _telemetry = telemetry;
        telemetry.Connected();
    }

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
