using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Http;

/// <summary>Serves the requests of one connection, one after another.</summary>
internal sealed class HttpConnection : IDisposable
{
    /// <summary>
    /// Up to this length a body that the handler has not read is discarded, since a client that is still sending would see a reset
    /// instead of the response. For a longer body the connection is closed.
    /// </summary>
    private const long LongestUnwantedBody = 1L << 30;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly SocketChannel _channel;
    private readonly RequestHandler _handler;

    public HttpConnection(Socket socket, RequestHandler handler)
    {
        _channel = new SocketChannel(socket);
        _handler = handler;
    }

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ServeOneAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            await LeaveAsync(cancellationToken).ConfigureAwait(false);
            _channel.Dispose();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
        {
            _channel.Abort();
        }
    }

    public void Dispose() => _channel.Abort();

    private async Task<bool> ServeOneAsync(CancellationToken cancellationToken)
    {
        RequestHead head;
        try
        {
            ReadOnlyMemory<byte> bytes = await _channel.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
            if (bytes.IsEmpty)
            {
                return false;
            }

            head = RequestHeadParser.Parse(bytes.Span);
        }
        catch (MalformedRequestException)
        {
            RequestHead refused = new RequestHead("GET", "/", true, []);
            await ReplyWriter.WriteAsync(_channel, refused, new HttpReply(400), false, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await AnswerAsync(head, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> AnswerAsync(RequestHead head, CancellationToken cancellationToken)
    {
        RequestBody body = new RequestBody(_channel, head);
        HttpRequest request = new HttpRequest(head, body);
        Exchange exchange = await _handler(request, cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable reply = exchange.ConfigureAwait(false);
        bool reusable = head.KeepsAlive && !head.IsChunked && !body.IsUndecided && body.Remaining <= LongestUnwantedBody;
        if (reusable)
        {
            await DrainAsync(body, cancellationToken).ConfigureAwait(false);
        }

        long sent = await ReplyWriter.WriteAsync(_channel, head, exchange.Reply, reusable, cancellationToken).ConfigureAwait(false);
        exchange.Complete(sent);
        return reusable;
    }

    /// <summary>
    /// A client that is still sending, for example a chunked body that was refused, would see a reset instead of the response if its socket were closed. So
    /// the sending side is shut down, and input is discarded for a while. https://www.rfc-editor.org/rfc/rfc9112#section-9.6
    /// </summary>
    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        await _channel.EndAnswersAsync(LongestUnwantedBody, patience.Token).ConfigureAwait(false);
    }

    private static async Task DrainAsync(RequestBody body, CancellationToken cancellationToken)
    {
        if (body.Remaining == 0)
        {
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
