using System.Net;
using System.Net.Sockets;
using System.Text;

namespace R2.Unit.Support;

/// <summary>A proxy that asks for a user name and then lets nobody through, whoever it is.</summary>
internal sealed class RefusingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<string> _users = [];
    private readonly Task _serving;

    public RefusingProxy()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Who came, as user:password.</summary>
    public IReadOnlyList<string> Users
    {
        get
        {
            lock (_users)
            {
                return [.. _users];
            }
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_closing.Token);
                await RefuseAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RefuseAsync(NetworkStream stream)
    {
        const string Sent = "Proxy-Authorization: Basic ";
        try
        {
            using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
            string? user = null;
            while (await reader.ReadLineAsync(_closing.Token) is { Length: > 0 } line)
            {
                user = line.StartsWith(Sent, StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(line[Sent.Length..])) : user;
            }

            if (user is not null)
            {
                lock (_users)
                {
                    _users.Add(user);
                }
            }

            string answer = user is null ? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"r\"" : "403 Forbidden";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _closing.Token);
        }
        catch (IOException)
        {
            // A client that has seen enough closes first.
        }
    }
}
