using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace R2.Emulator.Http;

/// <summary>
/// A small HTTP/1.1 server on the loopback address. Not HttpListener: on Windows that is http.sys, which requires a URL reservation for
/// 127.0.0.1 and rewrites the request target. It also cannot break a connection in the middle of a request body, or show header bytes as sent.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private readonly Socket _listener;
    private readonly RequestHandler _handler;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<HttpConnection, byte> _connections = new();
    private readonly Task _accepting;

    public HttpServer(int port, RequestHandler handler)
    {
        _handler = handler;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Closes the port and all connections; can be called twice.</summary>
    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _listener.Dispose();
        foreach (HttpConnection connection in _connections.Keys)
        {
            connection.Dispose();
        }

        _accepting.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // A client that disconnected before it was accepted must not stop the server; only the loop's condition does.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using HttpConnection connection = new HttpConnection(socket, _handler);
        _connections.TryAdd(connection, 0);
        try
        {
            await connection.ServeAsync(_stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
