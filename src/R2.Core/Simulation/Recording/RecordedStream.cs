using R2.Content;
using R2.Errors;

namespace R2.Simulation.Recording;

/// <summary>Reads a response and shows it to the recording.</summary>
internal sealed class RecordedStream(Stream inner, long? length, OpenExchange exchange) : ReadOnlyStream
{
    public const string Unread = "Its reader wanted no more.";

    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            exchange.Finish(SystemMessages.Cause(e));
            throw;
        }

        Passed(buffer.Span, count);
        return count;
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (Exception e)
        {
            exchange.Finish(SystemMessages.Cause(e));
            throw;
        }

        Passed(buffer, count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
