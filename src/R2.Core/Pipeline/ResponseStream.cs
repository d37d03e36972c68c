using System.Runtime.ExceptionServices;
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

    /// <summary>Ends a reading at once; to dispose of the transport's stream would first wait for what is left of the body.</summary>
    private readonly CancellationTokenSource _stop = new();
    private R2Exception? _failure;

    /// <param name="inner">The transport's stream.</param>
    /// <param name="response">The response that it is the body of.</param>
    /// <param name="endpoint">For messages.</param>
    /// <param name="time">Clock of the time-out.</param>
    /// <param name="timeout">How long nothing may arrive.</param>
    /// <param name="lifetime">Of the client; null for what is read within a request, which ends with the client by itself.</param>
    public ResponseStream(Stream inner, S3Response response, Uri endpoint, TimeProvider time, TimeSpan timeout, ClientLifetime? lifetime = null)
    {
        (_inner, _request, _telemetry, _endpoint, _timeout, _lifetime) = (inner, response.Request, response.Exchange.Telemetry, endpoint, timeout, lifetime);
        _watch = new IdleWatch(time, timeout, Break);
        _watch.Pause();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReadAsync(buffer, arrived: null, cancellationToken);

    /// <summary>Fills a block: what costs by the call is paid once for it, not once for each piece that the network delivers.</summary>
    /// <param name="buffer">Block; not empty.</param>
    /// <param name="arrived">Told of each piece; null to return after the first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Bytes read: fewer than the block has room for at the end, or before a failure, which the next call throws.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, Action<int>? arrived, CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        _watch.Resume();
        // For each reading, since a stream that nobody disposes of would be held for as long as the client is.
        using CancellationTokenRegistration closing = _lifetime?.Closing.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop) ?? default;
        using CancellationTokenRegistration cancelling = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        int filled = 0;
        try
        {
            do
            {
                int read = Received(await _inner.ReadAsync(buffer[filled..], _stop.Token).ConfigureAwait(false));
                filled += read;
                if (read == 0)
                {
                    break;
                }

                _watch.Touch();
                arrived?.Invoke(read);
            }
            while (arrived is not null && filled < buffer.Length);
            return filled;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && Translate(e) is { } translated)
        {
            _failure = Failed(translated);
            // What came before it is as good as any.
            return filled > 0 ? filled : throw _failure;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
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
        using CancellationTokenRegistration closing = _lifetime?.Closing.UnsafeRegister(static inner => ((Stream)inner!).Dispose(), _inner) ?? default;
        try
        {
            return Received(_inner.Read(buffer));
        }
        catch (Exception e) when (Translate(e) is { } translated)
        {
            throw Failed(translated);
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
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What a failure of the transport is to the library; null where it is the caller's own.</summary>
    private R2Exception? Translate(Exception exception) => exception switch
    {
        _ when _lifetime is { Closing.IsCancellationRequested: true } => _lifetime.Because(exception),
        _ when _watch.Expired => TransportErrors.Idle(_request, _endpoint, _timeout, exception),
        // Also where an earlier reading was cancelled: the connection went with it, and whoever reads on may ask for the rest.
        _ when TransportErrors.IsTransport(exception) || _stop.IsCancellationRequested => TransportErrors.From(exception, _request, _endpoint),
        _ => null,
    };

    private int Received(int bytes)
    {
        // To the transport's stream its disposal is its end.
        ObjectDisposedException.ThrowIf(bytes == 0 && _lifetime is { Closing.IsCancellationRequested: true }, this);
        _telemetry?.Received(bytes);
        return bytes;
    }

    private void Break()
    {
        _stop.Cancel();
        // A synchronous reading knows no token.
        _inner.Dispose();
    }

    private R2Exception Failed(R2Exception exception)
    {
        _telemetry?.FailedAfterResponse(exception);
        return exception;
    }
}
