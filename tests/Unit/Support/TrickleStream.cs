using R2.Content;

namespace R2.Unit.Support;

/// <summary>A pipe: bytes come in odd portions, it cannot seek and does not know its length.</summary>
internal sealed class TrickleStream(byte[] bytes, int portion = 65_537) : ReadOnlyStream
{
    private int _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Take(buffer.Span));
    }

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

    private int Take(Span<byte> buffer)
    {
        int read = Math.Min(Math.Min(buffer.Length, portion), bytes.Length - _position);
        bytes.AsSpan(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }
}
