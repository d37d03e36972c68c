namespace R2.Emulator.Http.Messages;

/// <summary>The body of a request, read from the socket. Its length determines its end, since R2 accepts no chunked bodies.</summary>
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
    /// The client was not told to continue, so it is unknown whether the body will follow, and the connection cannot be reused. This includes empty bodies,
    /// since botocore mistakes the status of such a response for that of the next one (botocore/awsrequest.py, response_class).
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
            // R2 never sends 100, and clients that wait for it hang; to imitate that would help nobody.
            _awaitsContinue = false;
            await _channel.WriteAsync(s_continue, cancellationToken).ConfigureAwait(false);
        }

        int wanted = (int)Math.Min(buffer.Length, Remaining);
        int read = await _channel.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            throw new ConnectionDroppedException($"The client disconnected {Remaining} bytes before the end of the body.");
        }

        Remaining -= read;
        return read;
    }

    /// <summary>Waits until the client disconnects; no further request of its connection is read.</summary>
    public Task WaitUntilClosedAsync(CancellationToken cancellationToken) => _channel.WaitUntilClosedAsync(cancellationToken);
}
