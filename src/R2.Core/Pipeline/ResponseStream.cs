using R2.Content;
using R2.Diagnostics;
using R2.Errors;
using R2.Requests;

namespace R2.Pipeline;

/// <summary>
/// The body of a download. Speaks the library's one exception, gives up when nothing arrives for the time-out or the client is closed, and aborts the
/// connection when it is disposed before its end.
/// </summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly S3Request _request;
    private readonly Uri _endpoint;
    private readonly TimeSpan _timeout;
    private readonly IdleWatch _watch;
    private readonly RequestTelemetry? _telemetry;
    private readonly ClientLifetime? _lifetime;

    /// <param name="inner">The transport's stream.</param>
    /// <param name="response">The answer that it is the body of.</param>
    /// <param name="endpoint">For messages.</param>
    /// <param name="time">Clock of the time-out.</param>
    /// <param name="timeout">How long nothing may arrive.</param>
    /// <param name="lifetime">Of the client; null for what is read within a request, which ends with the client by itself.</param>
    public ResponseStream(Stream inner, S3Response response, Uri endpoint, TimeProvider time, TimeSpan timeout, ClientLifetime? lifetime = null)
    {
        (_inner, _request, _telemetry, _endpoint, _timeout, _lifetime) = (inner, response.Request, response.Exchange.Telemetry, endpoint, timeout, lifetime);
        _watch = new IdleWatch(time, timeout, inner.Dispose);
        _watch.Pause();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _watch.Resume();
        // For each reading, since a stream that nobody disposes of would be held for as long as the client is.
        using CancellationTokenRegistration closing = BreakOnClose();
        try
        {
            return Received(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (WasClosed(e))
        {
            throw Failed(_lifetime!.Because(e));
        }
        catch (Exception e) when (_watch.Expired && e is not OperationCanceledException)
        {
            throw Failed(TransportErrors.Idle(_request, _endpoint, _timeout, e));
        }
        catch (Exception e) when (TransportErrors.IsTransport(e))
        {
            throw Failed(TransportErrors.From(e, _request, _endpoint));
        }
        finally
        {
            _watch.Pause();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _watch.Resume();
        using CancellationTokenRegistration closing = BreakOnClose();
        try
        {
            return Received(_inner.Read(buffer));
        }
        catch (Exception e) when (WasClosed(e))
        {
            throw Failed(_lifetime!.Because(e));
        }
        catch (Exception e) when (_watch.Expired)
        {
            throw Failed(TransportErrors.Idle(_request, _endpoint, _timeout, e));
        }
        catch (Exception e) when (TransportErrors.IsTransport(e))
        {
            throw Failed(TransportErrors.From(e, _request, _endpoint));
        }
        finally
        {
            _watch.Pause();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _watch.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private CancellationTokenRegistration BreakOnClose() => _lifetime?.Closing.UnsafeRegister(static inner => ((Stream)inner!).Dispose(), _inner) ?? default;

    private bool WasClosed(Exception exception) => _lifetime is { Closing.IsCancellationRequested: true } && exception is not OperationCanceledException;

    private int Received(int bytes)
    {
        // To the transport's stream its disposal is its end.
        ObjectDisposedException.ThrowIf(bytes == 0 && _lifetime is { Closing.IsCancellationRequested: true }, this);
        _telemetry?.Received(bytes);
        return bytes;
    }

    private R2Exception Failed(R2Exception exception)
    {
        _telemetry?.FailedAfterAnswer(exception);
        return exception;
    }
}
