using System.Net;
using R2.Checksums;
using R2.Simulation.Matching;

namespace R2.Simulation.Recording;

/// <summary>The body of a request on its way to the server, shown to a digest as it passes.</summary>
internal sealed class DigestedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly BodyDigest _digest;

    public DigestedContent(HttpContent inner, BodyDigest digest)
    {
        (_inner, _digest) = (inner, digest);
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength.HasValue;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(new HashingStream(_digest.Append, stream), context, cancellationToken);
}
