namespace R2.Models;

/// <summary>An open download: what the object is, and its bytes as they arrive. Dispose it to free the connection.</summary>
public sealed class R2ObjectContent : IDisposable, IAsyncDisposable
{
    private readonly IDisposable? _response;

    internal R2ObjectContent(R2ObjectInfo info, long contentLength, long rangeStart, Stream content, IDisposable? response = null)
    {
        (Info, ContentLength, RangeStart, Content) = (info, contentLength, rangeStart, content);
        _response = response;
    }

    /// <summary>Headers of the object.</summary>
    public R2ObjectInfo Info { get; }

    /// <summary>Number of bytes that <see cref="Content"/> holds.</summary>
    public long ContentLength { get; }

    /// <summary>Offset in the object of the first byte of <see cref="Content"/>; 0 unless a range was asked for.</summary>
    public long RangeStart { get; }

    /// <summary>
    /// The body, exactly as stored. Reading past a connection that broke throws <see cref="R2Exception"/>: a body that is
    /// shorter than <see cref="ContentLength"/> never looks complete.
    /// </summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _response?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        _response?.Dispose();
    }
}
