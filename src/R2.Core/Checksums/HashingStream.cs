namespace R2.Checksums;

/// <summary>Hands every byte that is written to a hash, and to the next stream if there is one.</summary>
/// <param name="sink">Takes the bytes once they have been written to the next stream.</param>
/// <param name="next">Where they go; null to keep nothing.</param>
internal sealed class HashingStream(HashingStream.Sink sink, Stream? next = null) : Stream
{
    public delegate void Sink(ReadOnlySpan<byte> bytes);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (next is not null)
        {
            return WriteThroughAsync(next, buffer, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        sink(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        next?.Write(buffer);
        sink(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) => next?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    public override void Flush() => next?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask WriteThroughAsync(Stream stream, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        sink(buffer.Span);
    }
}
