namespace R2.Emulator.Http.Messages;

/// <summary>The body of one request, straight from the socket; its end is known by its length alone, since R2 takes no chunked bodies.</summary>
internal sealed class RequestBody : ReadOnlyStream
{
    private static readonly byte[] s_continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private readonly SocketChannel _channel;
    private bool _awaitsContinue;

    public RequestBody(SocketChannel channel, RequestHead head)
    {
        _channel = channel;
        _awaitsContinue = head.ExpectsContinue && head.IsHttp11;
        Remaining = head.ContentLength ?? 0;
        Total = Remaining;
    }

    public long Total { get; }

    public long Remaining { get; private set; }

    /// <summary>
    /// The client was not told to go on, so whether the body will come is unknown and the connection is spent; also with an empty body,
    /// since botocore takes the status of such an answer for that of the next one (botocore/awsrequest.py, response_class).
    /// </summary>
    public bool IsUndecided => _awaitsContinue;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Remaining == 0 || buffer.Length == 0)
        {
            return 0;
        }

        if (_awaitsContinue)
        {
            // R2 never answers 100 and such clients hang on it; that would help nobody here.
            _awaitsContinue = false;
            await _channel.WriteAsync(s_continue, cancellationToken).ConfigureAwait(false);
        }

        int wanted = (int)Math.Min(buffer.Length, Remaining);
        int read = await _channel.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw new ConnectionDroppedException($"The client left with {Remaining} bytes of the body to come.");
        }

        Remaining -= read;
        return read;
    }

    /// <summary>Lets the client wait until it leaves; no other request of its connection is read.</summary>
    public Task WaitUntilClosedAsync(CancellationToken cancellationToken) => _channel.WaitUntilClosedAsync(cancellationToken);
}
