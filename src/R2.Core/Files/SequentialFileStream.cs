using R2.Content;

namespace R2.Files;

/// <summary>A file from its beginning to its end, wherever that is.</summary>
/// <param name="file">The file; it is not disposed.</param>
/// <param name="begun">What has been read of it already.</param>
internal sealed class SequentialFileStream(OpenFile file, ReadOnlyMemory<byte> begun) : ReadOnlyStream
{
    private long _position;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = (int)Math.Min(buffer.Length, Math.Max(0, begun.Length - _position));
        if (read > 0)
        {
            begun.Slice((int)_position, read).CopyTo(buffer);
        }
        else
        {
            read = await file.ReadOnPoolAsync(buffer, _position, cancellationToken).ConfigureAwait(false);
        }

        _position += read;
        return read;
    }
}
