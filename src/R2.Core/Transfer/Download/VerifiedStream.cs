using R2.Content;

namespace R2.Transfer.Download;

/// <summary>
/// The bytes of an object as they are read, compared with what is stored with it. Its last bytes are handed out only if all were right, so that whoever reads
/// to the end has what was stored.
/// </summary>
internal sealed class VerifiedStream(Stream inner, InOrderDigest digest, long length) : ReadOnlyStream
{
    private long _left = length;
    private bool _verified;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(!CanRead, this);
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        digest.Append(buffer.Span[..read]);
        _left -= read;
        if (_left == 0 && !_verified)
        {
            digest.Verify();
            _verified = true;
        }

        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        digest.Dispose();
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            digest.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
