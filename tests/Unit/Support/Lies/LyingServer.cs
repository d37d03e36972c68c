using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace R2.Unit.Support.Lies;

/// <summary>
/// A server that lies. It stands before an honest one, passes requests on to it, and tells of what it answered, or of requests that never got there, whatever the
/// test says: over raw sockets, since no proper server would send most of it. Connections are kept alive as long as an answer is whole.
/// </summary>
internal sealed partial class LyingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Uri? _honest;
    private readonly Func<Heard, Func<Task<Told>>, Task<Told>> _tell;
    private readonly Task _accepting;

    /// <param name="honest">Server that knows the truth; null where there is none.</param>
    /// <param name="tell">Answers a request; it may ask the honest server.</param>
    public LyingServer(Uri? honest, Func<Heard, Func<Task<Told>>, Task<Told>> tell)
    {
        (_honest, _tell) = (honest, tell);
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Answers all that it is sent with the same.</summary>
    public LyingServer(Told answer)
        : this(null, (_, _) => Task.FromResult(answer))
    {
    }

    public Uri Endpoint { get; }

    /// <summary>Operations that were asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Whether it has ever fallen silent within an answer.</summary>
    public bool IsSilent { get; private set; }

    public void Dispose()
    {
        _closing.Cancel();
        _accepting.Wait(TimeSpan.FromSeconds(10));
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using NetworkStream client = new(socket, ownsSocket: true);
        try
        {
            while (await HearAsync(client) is { } request)
            {
                Asked.Enqueue(request.Operation);
                if (!await AnswerAsync(client, request, await _tell(request, () => TruthAsync(request))))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // The client left, as it may when it is lied to, or the test is over.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream client, Heard request, Told told)
    {
        byte[] head = told.Head();
        await client.WriteAsync(told.EndsInHead ? head.AsMemory(0, head.Length - 10) : head, _closing.Token);
        if (request.Method != "HEAD" && !told.EndsInHead)
        {
            await client.WriteAsync(told.Body.AsMemory(0, Math.Min(told.StopAfter ?? int.MaxValue, told.Body.Length)), _closing.Token);
        }

        if (told.Stalls)
        {
            IsSilent = true;
            await Task.Delay(Timeout.Infinite, _closing.Token);
        }

        return told is { StopAfter: null, EndsInHead: false } && told.Header("Connection") is null;
    }

    private async Task<Told> TruthAsync(Heard request)
    {
        using TcpClient server = new();
        await server.ConnectAsync(IPAddress.Loopback, _honest!.Port, _closing.Token);
        NetworkStream stream = server.GetStream();
        await stream.WriteAsync(request.ForTheLastTime(), _closing.Token);
        using MemoryStream answer = new();
        await stream.CopyToAsync(answer, _closing.Token);
        return Told.Parse(answer.GetBuffer().AsSpan(0, (int)answer.Length));
    }

    private async Task<Heard?> HearAsync(NetworkStream client)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!EndsWithBlankLine(head))
        {
            if (await client.ReadAsync(one, _closing.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        Match length = ContentLength().Match(head.ToString());
        byte[] body = new byte[length.Success ? int.Parse(length.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0];
        await client.ReadExactlyAsync(body, _closing.Token);
        return Heard.Parse(head.ToString(), body);
    }

    private static bool EndsWithBlankLine(StringBuilder head) =>
        head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';

    [GeneratedRegex(@"^Content-Length: (\d+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentLength();
}
