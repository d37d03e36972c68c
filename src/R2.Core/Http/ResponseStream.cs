using R2.Diagnostics;

namespace R2.Http;

/// <summary>
/// The body of a download. Speaks the library's one exception, gives up when nothing arrives for the time-out, and aborts the connection when it
/// is disposed before its end.
/// </summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly S3Request _request;
    private readonly Uri _endpoint;
    private readonly TimeSpan _timeout;
    private readonly IdleWatch _watch;
    private readonly RequestMeasure? _measure;

    public ResponseStream(Stream inner, S3Response response, Uri endpoint, TimeProvider time, TimeSpan timeout)
    {
        (_inner, _request, _measure, _endpoint, _timeout) = (inner, response.Request, response.Measure, endpoint, timeout);
        _watch = new IdleWatch(time, timeout, inner.Dispose);
        _watch.Pause();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _watch.Resume();
        try
        {
            return Received(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
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
        try
        {
            return Received(_inner.Read(buffer));
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

    private int Received(int bytes)
    {
        _measure?.Received(bytes);
        return bytes;
    }

    private R2Exception Failed(R2Exception exception)
    {
        _measure?.FailedAfterAnswer(exception);
        return exception;
    }
}
