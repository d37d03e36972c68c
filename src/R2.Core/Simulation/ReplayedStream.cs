namespace R2.Simulation;

/// <summary>A recorded body that comes as slowly as it came, and breaks off where it broke off.</summary>
/// <param name="inner">The bytes.</param>
/// <param name="body">The body.</param>
/// <param name="duration">How long the whole took; spread evenly, so that nobody waits for long without a byte.</param>
/// <param name="time">Clock to wait by.</param>
internal sealed class ReplayedStream(Stream inner, RecordedBody body, TimeSpan duration, TimeProvider time) : Stream
{
    private readonly long _started = time.GetTimestamp();
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
        int count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += count;
        if (Wait() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        return count > 0 || buffer.IsEmpty || body.CutShort is null ? count : throw new IOException(body.CutShort);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private TimeSpan Wait() => (body.Length == 0 ? duration : duration * ((double)_read / body.Length)) - time.GetElapsedTime(_started);
}
