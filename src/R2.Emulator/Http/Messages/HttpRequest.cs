namespace R2.Emulator.Http.Messages;

/// <summary>A request. Its body can be replaced, so that a fault can be inserted between the socket and the reader.</summary>
internal sealed class HttpRequest
{
    private readonly RequestBody _wire;

    public HttpRequest(RequestHead head, RequestBody body)
    {
        Head = head;
        _wire = body;
        Body = body;
    }

    public RequestHead Head { get; }

    public Stream Body { get; set; }

    public long BytesReceived => _wire.Total - _wire.Remaining;

    public string Method => Head.Method;

    public HeaderList Headers => Head.Headers;

    /// <summary>Never responds: waits until the client disconnects, and then closes the connection.</summary>
    public async Task StallAsync(CancellationToken cancellationToken)
    {
        await _wire.WaitUntilClosedAsync(cancellationToken).ConfigureAwait(false);
        throw new ConnectionDroppedException("The client closed a stalled connection.");
    }
}
