using R2.Content;
using R2.Models;

namespace R2.Transfer;

/// <summary>
/// The bytes of an object, or of a stretch of it, as one stream that does not break: where the connection does, it asks for the rest, of the very same
/// version. Holds no buffer of its own.
/// </summary>
internal sealed class ResumingStream : ReadOnlyStream
{
    /// <summary>So much progress earns the next trouble its full number of attempts.</summary>
    private const long Progressed = 1L << 20;

    private readonly TransferContext _context;
    private readonly R2ObjectInfo _object;
    private readonly GetObjectOptions _options;
    private readonly TransferProgress? _progress;
    private readonly long _end;
    private R2ObjectContent? _content;
    private long _position;
    private long _lastTrouble;
    private int _attempt = 1;
    private TimeSpan _delay;

    /// <param name="context">Context of the transfers.</param>
    /// <param name="info">The object, whose entity tag pins the version.</param>
    /// <param name="options">Options of the download.</param>
    /// <param name="start">Offset in the object of the first byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="content">An open answer that begins at <paramref name="start"/>, or null; it is disposed.</param>
    /// <param name="progress">Where to report.</param>
    public ResumingStream(TransferContext context, R2ObjectInfo info, GetObjectOptions options, long start, long length, R2ObjectContent? content, TransferProgress? progress)
    {
        (_context, _object, _options, _progress, _content) = (context, info, options, progress, content);
        (_position, _lastTrouble, _end, _delay) = (start, start, start + length, context.Options.BaseDelay);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // What is closed would ask for the rest anew.
        ObjectDisposedException.ThrowIf(!CanRead, this);
        buffer = buffer[..(int)Math.Min(buffer.Length, _end - _position)];
        while (!buffer.IsEmpty)
        {
            try
            {
                _content ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
                int read = await _content.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    _position += read;
                    _progress?.Add(read);
                    await SlowDownAsync(read, cancellationToken).ConfigureAwait(false);
                    return read;
                }

                throw new R2Exception(R2ErrorCodes.ConnectionFailed, $"The body ended {_end - _position} bytes too early.") { IsRetryable = true };
            }
            catch (R2Exception e) when (MayGoOn(e))
            {
                await CloseAsync().ConfigureAwait(false);
                _delay = _context.Retrier.Next(_delay, e, _attempt - 1);
                await Task.Delay(_delay, _context.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                _context.CountRepeat(_progress);
            }
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            _content = null;
        }

        base.Dispose(disposing);
    }

    private async Task<R2ObjectContent> OpenAsync(CancellationToken cancellationToken)
    {
        GetObjectOptions options = new()
        {
            Range = R2ByteRange.FromLength(_position, _end - _position),
            Conditions = new R2Conditions { IfMatch = _object.ETag },
            SseCustomerKey = _options.SseCustomerKey,
        };
        R2ObjectContent content;
        try
        {
            content = await _context.Client.At(_attempt).GetObjectAsync(_object.BucketName, _object.Key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (R2Exception e) when (e.Code is R2ErrorCodes.PreconditionFailed or R2ErrorCodes.NoSuchKey or R2ErrorCodes.InvalidRange)
        {
            throw new R2Exception(R2ErrorCodes.ObjectChanged, "The object was replaced or deleted while it was being downloaded.", e) { Bucket = _object.BucketName, Key = _object.Key, StatusCode = e.StatusCode };
        }

        // The client has seen to it that these are the bytes, of this version, cut where the object ends: and that is where it has to end.
        if (content.Info.Size == _object.Size && content.ContentLength == _end - _position)
        {
            return content;
        }

        await content.DisposeAsync().ConfigureAwait(false);
        throw new R2Exception(R2ErrorCodes.InvalidResponse, $"One version of the object has {_object.Size} bytes in one answer and {content.Info.Size} in another.") { Bucket = _object.BucketName, Key = _object.Key };
    }

    private bool MayGoOn(R2Exception exception)
    {
        if (_position - _lastTrouble >= Progressed)
        {
            _attempt = 1;
            _context.Retrier.Earn();
        }

        _lastTrouble = _position;
        exception.Tried(_attempt);
        return exception.IsRetryable && _context.Retrier.MayRepeat(exception, _attempt++);
    }

    private async ValueTask SlowDownAsync(int count, CancellationToken cancellationToken)
    {
        while (_context.Bandwidth is { } bandwidth && count > 0)
        {
            count -= await bandwidth.TakeAsync(count, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_content is { } content)
        {
            _content = null;
            await content.DisposeAsync().ConfigureAwait(false);
        }
    }
}
