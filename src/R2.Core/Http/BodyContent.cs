using System.Net;

namespace R2.Http;

/// <summary>A body on its way in one request.</summary>
/// <param name="body">The body; it outlives the request.</param>
internal sealed class BodyContent(ReplayableContent body) : HttpContent
{
    /// <summary>Called with the number of bytes each time some have been handed to the connection; each attempt has its own.</summary>
    public Action<int>? Moved { get; set; }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.WriteAsync(stream, Moved, cancellationToken);
}
