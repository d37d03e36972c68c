namespace R2.Simulation;

/// <summary>Reads an answer and shows it to the recording.</summary>
internal sealed class RecordedStream(Stream inner, long? length, OpenExchange exchange) : Stream
{
    public const string Unread = "Its reader wanted no more.";

    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            exchange.Finish(e.GetBaseException().Message);
            throw;
        }

        Passed(buffer.Span, count);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (Exception e)
        {
            exchange.Finish(e.GetBaseException().Message);
            throw;
        }

        Passed(buffer, count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            exchange.Finish(Unread);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A reader that knows the length may never ask for the end.</summary>
    private void Passed(ReadOnlySpan<byte> buffer, int count)
    {
        exchange.Append(buffer[..count]);
        _read += count;
        if ((count == 0 && buffer.Length > 0) || _read == length)
        {
            exchange.Finish(null);
        }
    }
}
