using System.Globalization;
using System.Text;

namespace R2.Emulator.Http;

/// <summary>Writes a body to the socket, in chunks if its length is unknown.</summary>
internal sealed class WireStream : Stream
{
    private static readonly byte[] s_lineBreak = "\r\n"u8.ToArray();
    private static readonly byte[] s_lastChunk = "0\r\n\r\n"u8.ToArray();
    private readonly SocketChannel _channel;
    private readonly bool _chunked;

    public WireStream(SocketChannel channel, bool chunked)
    {
        _channel = channel;
        _chunked = chunked;
    }

    public long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
        {
            return;
        }

        if (_chunked)
        {
            byte[] size = Encoding.ASCII.GetBytes(buffer.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            await _channel.WriteAsync(size, cancellationToken).ConfigureAwait(false);
        }

        await _channel.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Written += buffer.Length;
        if (_chunked)
        {
            await _channel.WriteAsync(s_lineBreak, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_chunked)
        {
            await _channel.WriteAsync(s_lastChunk, cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
