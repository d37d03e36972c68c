using R2.Emulator.Http;
using R2.Emulator.Http.Messages;

namespace R2.Emulator.Faults;

/// <summary>Applies a fault to a body while it is transferred, in either direction.</summary>
internal sealed class FaultyStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly Fault _fault;
    private readonly HttpRequest _request;
    private readonly TimeProvider _time;
    private long _position;

    public FaultyStream(Stream inner, Fault fault, HttpRequest request, TimeProvider time)
    {
        _inner = inner;
        _fault = fault;
        _request = request;
        _time = time;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool stopsHere = _fault.Kind is FaultKind.DropRequestBody or FaultKind.DropResponseBody or FaultKind.Stall;
        if (stopsHere)
        {
            buffer = buffer[..(int)Math.Min(buffer.Length, _fault.Bytes - _position)];
        }

        if (_fault.Kind == FaultKind.Throttle)
        {
            buffer = buffer[..(int)Math.Clamp(_fault.BytesPerSecond / 20, 1, buffer.Length)];
        }

        int read = buffer.Length == 0 ? 0 : await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read == 0 && stopsHere)
        {
            await StopAsync(cancellationToken).ConfigureAwait(false);
        }

        await WorkOnAsync(buffer[..read], cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_fault.Kind == FaultKind.Stall)
        {
            await _request.StallAsync(cancellationToken).ConfigureAwait(false);
        }

        throw new ConnectionDroppedException("A fault broke the connection.");
    }

    private async ValueTask WorkOnAsync(Memory<byte> bytes, CancellationToken cancellationToken)
    {
        long at = _fault.Bytes - _position;
        if (_fault.Kind is FaultKind.CorruptRequestByte or FaultKind.CorruptResponseByte && at >= 0 && at < bytes.Length)
        {
            bytes.Span[(int)at] ^= 0x01;
        }

        if (_fault.Kind == FaultKind.Throttle && bytes.Length > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)bytes.Length / _fault.BytesPerSecond), _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
