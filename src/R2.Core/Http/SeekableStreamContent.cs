using System.Buffers;

namespace R2.Http;

/// <summary>A stream that can seek, from where it stood when it was handed over; it is wound back for each attempt.</summary>
internal sealed class SeekableStreamContent : ReplayableContent
{
    private const int BufferSize = 128 * 1024;

    private readonly Stream _source;
    private readonly long _start;

    public SeekableStreamContent(Stream source)
        : base(LengthOf(source)) => (_source, _start) = (source, source.Position);

    internal override async Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long sent = 0; sent < Length;)
            {
                int wanted = (int)Math.Min(buffer.Length, Length - sent);
                int read = await ReadAsync(buffer.AsMemory(0, wanted), isFirst: sent == 0, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw Changed(sent);
                }

                await WriteChunkAsync(stream, buffer.AsMemory(0, read), moved, cancellationToken).ConfigureAwait(false);
                sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (isFirst)
            {
                _source.Position = _start;
            }

            return await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw ClosedMeanwhile(e);
        }
    }

    private static long LengthOf(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.CanSeek
            ? source.Length - source.Position
            : throw new ArgumentException("The stream cannot seek, so it could be sent only once and its length is unknown.", nameof(source));
    }
}
