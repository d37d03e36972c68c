using System.Net.Sockets;
using System.Text;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class WireTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Put_Chunked_Returns411()
    {
        string target = _client.Presign("PUT", "/bucket/key");
        string reply = await TalkAsync($"PUT {target} HTTP/1.1\r\nHost: {Host}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 411 ", reply, StringComparison.Ordinal);
        Assert.Contains("<Code>MissingContentLength</Code>", reply, StringComparison.Ordinal);
    }

    // The hash of a body that is not there was taken for wrong before the missing length was seen.
    [Fact]
    public async Task Put_ChunkedWithSignedHash_Returns411()
    {
        EmulatorReply reply = await _client.SendAsync("PUT", "/bucket/key", "body", ("Transfer-Encoding", "chunked"));
        Assert.Equal((411, "MissingContentLength"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(8 * 1024 * 1024)]
    public async Task Put_ChunkedAndStillSending_GetsTheAnswerAndNoReset(int bytes)
    {
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"PUT {_client.Presign("PUT", "/bucket/key")} HTTP/1.1\r\nHost: {Host}\r\nTransfer-Encoding: chunked\r\n\r\n{bytes:x}\r\n"));
        await socket.SendAsync(new byte[bytes]);
        await socket.SendAsync("\r\n0\r\n\r\n"u8.ToArray());

        string reply = "";
        for (string more = await ReadAsync(socket); more.Length > 0; more = await ReadAsync(socket))
        {
            reply += more;
        }

        Assert.StartsWith("HTTP/1.1 411 ", reply, StringComparison.Ordinal);
        Assert.EndsWith("</Error>", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_ExpectContinue_IsToldToGoOn()
    {
        using Socket socket = await ConnectAsync();
        string target = _client.Presign("PUT", "/bucket/key");
        await socket.SendAsync(Encoding.ASCII.GetBytes($"PUT {target} HTTP/1.1\r\nHost: {Host}\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await ReadAsync(socket));
        await socket.SendAsync("body"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await ReadAsync(socket), StringComparison.Ordinal);
    }

    // botocore takes the status of an answer that came instead of 100 for that of the next request on the connection.
    [Fact]
    public async Task Put_ExpectContinueNeverAnswered_ClosesTheConnection()
    {
        string reply = await TalkAsync($"PUT {_client.Presign("PUT", "/bucket/key")} HTTP/1.1\r\nHost: {Host}\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n");
        Assert.Contains("Connection: close", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TwoInOnePacket_AreAnsweredInOrder()
    {
        await _client.PutAsync("/bucket/one", "first");
        await _client.PutAsync("/bucket/two", "second");
        string first = $"GET {_client.Presign("GET", "/bucket/one")} HTTP/1.1\r\nHost: {Host}\r\n\r\n";
        string second = $"GET {_client.Presign("GET", "/bucket/two")} HTTP/1.1\r\nHost: {Host}\r\nConnection: close\r\n\r\n";
        string reply = await TalkAsync(first + second);
        Assert.True(reply.IndexOf("first", StringComparison.Ordinal) < reply.IndexOf("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_ClientLeavesAmidTheBody_StoresNothing()
    {
        using (Socket socket = await ConnectAsync())
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"PUT {_client.Presign("PUT", "/bucket/key")} HTTP/1.1\r\nHost: {Host}\r\nContent-Length: 10\r\n\r\nfive!"));
        }

        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET /  HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nNo colon\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nContent-Length: many\r\n\r\n")]
    public async Task Request_Malformed_Returns400AndCloses(string request) =>
        Assert.StartsWith("HTTP/1.1 400 ", await TalkAsync(request), StringComparison.Ordinal);

    private string Host => $"127.0.0.1:{_client.Server.Port}";

    /// <summary>The connections of stalls had stayed until the emulator was stopped. Hangs where they do.</summary>
    [Theory]
    [InlineData("GET", 10)]
    [InlineData("GET", 1 << 20)]
    [InlineData("HEAD", 0)]
    [InlineData("DELETE", 0)]
    public async Task Stall_ClientThatWillSendNoMore_EndsTheConnection(string method, int after)
    {
        await _client.SendAsync("PUT", "/bucket/key", new byte[100_000]);
        _client.Server.Faults.Add(Fault.Stall(after));
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{method} {_client.Presign(method, "/bucket/key")} HTTP/1.1\r\nHost: {Host}\r\n\r\n"));
        socket.Shutdown(SocketShutdown.Send);
        int length = 0;
        for (string piece; (piece = await ReadAsync(socket)).Length > 0;)
        {
            length += piece.Length - (piece.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var head ? head + 4 : 0);
        }

        Assert.InRange(length, 0, Math.Min(after, 100_000));
        Assert.Equal(1, _client.Server.Faults.CountOf(FaultKind.Stall));
    }

    private async Task<Socket> ConnectAsync()
    {
        Socket socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", _client.Server.Port);
        return socket;
    }

    private async Task<string> TalkAsync(string request)
    {
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        StringBuilder reply = new StringBuilder();
        for (string piece; (piece = await ReadAsync(socket)).Length > 0;)
        {
            reply.Append(piece);
        }

        return reply.ToString();
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
        }
        catch (SocketException)
        {
            return string.Empty;
        }
    }
}
