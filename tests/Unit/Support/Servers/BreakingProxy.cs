using System.Net;
using System.Net.Sockets;

namespace R2.Unit.Support;

/// <summary>
/// Stands between a client and a server and breaks connections amid whatever passes, also amid headers, which the emulator's own faults leave whole. Each
/// connection is reset after as many bytes as the test says for it.
/// </summary>
internal sealed class BreakingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri _target;
    private readonly bool _upwards;
    private readonly bool _stalls;
    private readonly Func<int, long?> _cut;
    private readonly Task _accepting;
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    /// <param name="target">Server to pass on to.</param>
    /// <param name="upwards">Whether what the client sends is counted, or what the server answers.</param>
    /// <param name="cut">Bytes after which a connection, from 0, breaks; null for never.</param>
    /// <param name="stalls">Passes nothing on from there, in place of breaking the connection.</param>
    public BreakingProxy(Uri target, bool upwards, Func<int, long?> cut, bool stalls = false)
    {
        (_target, _upwards, _cut, _stalls) = (target, upwards, cut, stalls);
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>How many connections there were.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Ends when a connection has come to where nothing more is passed on.</summary>
    public Task Stalled => _stalled.Task;

    public void Dispose()
    {
        _closing.Cancel();
        _accepting.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> passing = [];
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_closing.Token);
                passing.Add(PassAsync(client, _cut(_connections++)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(Socket client, long? after)
    {
        using Socket server = new(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        client.LingerState = new LingerOption(true, 0);
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target.Port, _closing.Token);
                await await Task.WhenAny(CopyAsync(client, server, _upwards ? after : null), CopyAsync(server, client, _upwards ? null : after));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone, or the test is over; both sockets are reset on the way out.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, long? after)
    {
        byte[] buffer = new byte[64 * 1024];
        for (long left = after ?? long.MaxValue; left > 0;)
        {
            int read = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), _closing.Token);
            if (read == 0)
            {
                return;
            }

            await to.SendAsync(buffer.AsMemory(0, read), _closing.Token);
            left -= read;
        }

        if (_stalls)
        {
            _stalled.TrySetResult();
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }
    }
}
