namespace R2.Emulator.Http.Messages;

/// <summary>One request. The body is replaceable, so that a fault can be put between the socket and its reader.</summary>
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

    /// <summary>Lets the client wait until it leaves, and then ends the connection.</summary>
    public async Task StallAsync(CancellationToken cancellationToken)
    {
        await _wire.WaitUntilClosedAsync(cancellationToken).ConfigureAwait(false);
        throw new ConnectionDroppedException("The client left a stalled connection.");
    }
}
