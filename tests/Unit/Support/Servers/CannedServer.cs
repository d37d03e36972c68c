using System.Net;
using System.Net.Sockets;

namespace R2.Unit.Support;

/// <summary>Answers every connection with the same bytes and closes it: what no proper server would send.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _answer;
    private readonly Task _serving;

    public CannedServer(byte[] answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

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
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            _ = await stream.ReadAsync(new byte[64 * 1024]);
            await stream.WriteAsync(_answer);
        }
        catch (IOException)
        {
            // A client that reads no more than it needs closes first.
        }
    }
}
