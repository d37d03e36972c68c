using System.Net;

namespace R2.Api;

/// <summary>A body of JSON in memory. What a recording may show of it is kept beside it, where the body holds secrets.</summary>
internal sealed class ApiBody : HttpContent
{
    private readonly ReadOnlyMemory<byte> _json;

    /// <param name="json">What is sent.</param>
    /// <param name="shown">The same without secrets; the same bytes where there are none.</param>
    public ApiBody(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> shown)
    {
        (_json, Shown) = (json, shown);
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>What may be written down: the same for the same request, whatever secrets it carries.</summary>
    public ReadOnlyMemory<byte> Shown { get; }

    /// <summary>Called with the number of bytes each time some have been handed to the connection; each attempt has its own.</summary>
    public Action<int> Moved { get; set; } = static _ => { };

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_json, cancellationToken).ConfigureAwait(false);
        Moved(_json.Length);
    }
}
