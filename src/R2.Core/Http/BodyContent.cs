using System.Net;

namespace R2.Http;

/// <summary>A body on its way in one request.</summary>
/// <param name="body">The body; it outlives the request.</param>
/// <param name="moved">Called with the number of bytes each time some have been handed to the connection.</param>
internal sealed class BodyContent(ReplayableContent body, Action<int>? moved) : HttpContent
{
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.WriteAsync(stream, moved, cancellationToken);
}
