using System.Net;

namespace R2.Simulation.Recording;

/// <summary>The body of a response on its way to its reader, written down as it passes.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly OpenExchange _exchange;

    public RecordedContent(HttpContent inner, OpenExchange exchange)
    {
        (_inner, _exchange) = (inner, exchange);
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new RecordedStream(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _inner.Headers.ContentLength, _exchange);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new RecordedStream(_inner.ReadAsStream(cancellationToken), _inner.Headers.ContentLength, _exchange);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Stream body = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await body.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _exchange.Finish(RecordedStream.Unread);
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
