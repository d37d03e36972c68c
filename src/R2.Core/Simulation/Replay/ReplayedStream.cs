using R2.Content;
using R2.Simulation.Format;

namespace R2.Simulation.Replay;

/// <summary>A recorded body that comes as slowly as it came, and breaks off where it broke off.</summary>
/// <param name="inner">The bytes.</param>
/// <param name="body">The body.</param>
/// <param name="duration">How long the whole took; spread evenly, so that nobody waits for long without a byte.</param>
/// <param name="time">Clock to wait by.</param>
internal sealed class ReplayedStream(Stream inner, RecordedBody body, TimeSpan duration, TimeProvider time) : ReadOnlyStream
{
    private readonly long _started = time.GetTimestamp();
    private long _read;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        // A local file: the hop to another thread takes longer than the reading.
        int count = inner.Read(buffer.Span);
        _read += count;
        bool ends = count == 0 && !buffer.IsEmpty;
        return duration == TimeSpan.Zero && !(ends && body.CutShort is not null) ? new(count) : new(LateAsync(count, ends, cancellationToken));
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> LateAsync(int count, bool ends, CancellationToken cancellationToken)
    {
        if (Wait() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        return ends && body.CutShort is not null ? throw new IOException(body.CutShort) : count;
    }

    private TimeSpan Wait() => (body.Length == 0 ? duration : duration * ((double)_read / body.Length)) - time.GetElapsedTime(_started);
}
