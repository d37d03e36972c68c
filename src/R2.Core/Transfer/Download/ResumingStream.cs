using R2.Content;
using R2.Models;
using R2.Pipeline;
using R2.Retry;

namespace R2.Transfer.Download;

/// <summary>
/// The bytes of an object, or of a stretch of it, as one stream that does not break: where the connection does, it asks for the rest, of the very same
/// version. Holds no buffer of its own.
/// </summary>
internal sealed class ResumingStream : ReadOnlyStream
{
    /// <summary>So much progress earns the next trouble its full number of attempts.</summary>
    private const long Progressed = 1L << 20;

    private readonly TransferScope _scope;
    private readonly R2ObjectInfo _object;
    private readonly GetObjectOptions _options;
    private readonly long _end;
    private readonly Action<int> _arrived;
    private R2ObjectContent? _content;
    private long _position;
    private long _lastTrouble;
    private int _attempts;
    private TimeSpan _delay;

    /// <param name="scope">The transfer.</param>
    /// <param name="info">The object, whose entity tag pins the version.</param>
    /// <param name="options">Options of the download.</param>
    /// <param name="start">Offset in the object of the first byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="content">An open response that begins at <paramref name="start"/>, or null; it is disposed.</param>
    public ResumingStream(TransferScope scope, R2ObjectInfo info, GetObjectOptions options, long start, long length, R2ObjectContent? content)
    {
        (_scope, _object, _options, _content) = (scope, info, options, content);
        _arrived = Arrived;
        _attempts = content is null ? 0 : 1;
        (_position, _lastTrouble, _end, _delay) = (start, start, start + length, scope.Retry.BaseDelay);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ReadAsync(buffer, isBlock: false, cancellationToken);

    /// <summary>Reads until a block is full, the end is reached or the connection breaks, or, where a rate is kept to, the next piece.</summary>
    public ValueTask<int> ReadBlockAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ReadAsync(buffer, isBlock: _scope.Shared.Bandwidth is null, cancellationToken);

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, bool isBlock, CancellationToken cancellationToken)
    {
        // What is closed would ask for the rest anew.
        ObjectDisposedException.ThrowIf(!CanRead, this);
        buffer = buffer[..(int)Math.Min(buffer.Length, _end - _position)];
        while (!buffer.IsEmpty)
        {
            _content ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                int read = await ReceiveAsync(buffer, isBlock, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new R2Exception(R2ErrorCodes.ConnectionFailed, $"The body ended {_end - _position} bytes too early.") { IsRetryable = true };
                }

                await SlowDownAsync(read, cancellationToken).ConfigureAwait(false);
                return read;
            }
            catch (R2Exception e) when (MayGoOn(e))
            {
                await CloseAsync().ConfigureAwait(false);
                _delay = _scope.Retry.NextDelay(_delay, e.RetryAfter);
                await _scope.Retry.WaitAsync(_delay, cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, bool isBlock, CancellationToken cancellationToken) =>
        isBlock && _content!.Content is ResponseStream response ? response.ReadAsync(buffer, _arrived, cancellationToken) : ReceivePieceAsync(buffer, cancellationToken);

    private async ValueTask<int> ReceivePieceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int read = await _content!.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _arrived(read);
        return read;
    }

    private void Arrived(int bytes)
    {
        _position += bytes;
        _scope.Progress?.Add(bytes);
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
            // Whoever reads has a slot already.
            content = await _scope.Client.With(_scope.Retry with { Slots = null, AttemptsBefore = _attempts })
                .GetObjectAsync(_object.BucketName, _object.Key, options, cancellationToken).ConfigureAwait(false);
            _attempts = content.Info.Attempts;
        }
        catch (R2Exception e) when (e.Code is R2ErrorCodes.PreconditionFailed or R2ErrorCodes.NoSuchKey or R2ErrorCodes.InvalidRange)
        {
            throw new R2Exception(R2ErrorCodes.ObjectChanged, "The object was replaced or deleted while it was being downloaded.", e) { BucketName = _object.BucketName, Key = _object.Key, StatusCode = e.StatusCode };
        }

        // The client has seen to it that these are the bytes, of this version, cut where the object ends: and that is where it has to end.
        if (content.Info.Size == _object.Size && content.ContentLength == _end - _position)
        {
            return content;
        }

        await content.DisposeAsync().ConfigureAwait(false);
        throw new R2Exception(R2ErrorCodes.InvalidResponse, $"One version of the object has {_object.Size} bytes in one answer and {content.Info.Size} in another.") { BucketName = _object.BucketName, Key = _object.Key };
    }

    /// <summary>Whether to ask for the rest after the connection broke.</summary>
    private bool MayGoOn(R2Exception exception)
    {
        if (_position - _lastTrouble >= Progressed)
        {
            _attempts = 1;
            _scope.Retry.Budget?.Earn();
        }

        _lastTrouble = _position;
        exception.Tried(_attempts);
        return exception.IsRetryable && _scope.Retry.Allows(FailureClassifier.Classify(exception), _attempts, isIdempotent: true);
    }

    private ValueTask SlowDownAsync(int count, CancellationToken cancellationToken) => _scope.Shared.Bandwidth is { } bandwidth ? SlowDownAsync(bandwidth, count, cancellationToken) : default;

    private static async ValueTask SlowDownAsync(BandwidthLimiter bandwidth, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            count -= await bandwidth.TakeAsync(count, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask CloseAsync()
    {
        (R2ObjectContent? content, _content) = (_content, null);
        return content?.DisposeAsync() ?? default;
    }
}
