using System.Buffers;
using System.Xml;

namespace R2.Xml;

/// <summary>
/// A document read whole into a pooled buffer, within a bound, before it is parsed: the network is read asynchronously, the document synchronously,
/// which is several times quicker than an asynchronous <see cref="XmlReader"/>.
/// </summary>
internal sealed class XmlBody : IDisposable
{
    /// <summary>A page of 1,000 keys of 1,024 bytes, each byte escaped, stays below.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 0,
        // Keys may hold characters that XML 1.0 has no place for; S3 sends them as character references all the same.
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private byte[] _buffer;
    private int _length;
    private CancellationToken _cancellation;

    private XmlBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The document. Servers that keep a slow answer alive send blanks before it, which a parser would refuse.</summary>
    public ReadOnlySpan<byte> Document => _buffer.AsSpan(0, _length).TrimStart(" \t\r\n"u8);

    /// <summary>Whether there was more than the bound.</summary>
    public bool IsTruncated { get; private set; }

    public static XmlBody FromBytes(ReadOnlySpan<byte> document)
    {
        XmlBody body = new(document.Length);
        document.CopyTo(body._buffer);
        body._length = document.Length;
        return body;
    }

    /// <summary>Reads at most <paramref name="maxBytes"/> and leaves the rest where it is.</summary>
    public static async Task<XmlBody> ReadAsync(Stream stream, long? expected, int maxBytes, CancellationToken cancellationToken)
    {
        XmlBody body = new((int)Math.Clamp(expected is < int.MaxValue ? expected.Value + 1 : 4096, 256, maxBytes)) { _cancellation = cancellationToken };
        try
        {
            while (true)
            {
                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }

                int wanted = Math.Min(body._buffer.Length, maxBytes + 1) - body._length;
                int read = await stream.ReadAsync(body._buffer.AsMemory(body._length, wanted), cancellationToken).ConfigureAwait(false);
                body._length += read;
                if (read == 0 || body._length > maxBytes)
                {
                    body.IsTruncated = read > 0;
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public XmlReader CreateReader()
    {
        int start = _length - Document.Length;
        return XmlReader.Create(new Bytes(_buffer, start, _length - start, _cancellation), s_settings);
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Parsing is synchronous; what it reads from is where it can be stopped.</summary>
    private sealed class Bytes(byte[] buffer, int start, int length, CancellationToken cancellation) : MemoryStream(buffer, start, length, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            cancellation.ThrowIfCancellationRequested();
            return base.Read(buffer, offset, count);
        }
    }
}
