using R2.Emulator.Http;
using R2.Emulator.Storage.Blobs;

namespace R2.Emulator.Storage.Objects;

/// <summary>Reads the slices of a body one after another and releases its lease at the end.</summary>
internal sealed class BodyStream : ReadOnlyStream
{
    private readonly IReadOnlyList<BlobSlice> _slices;
    private readonly IDisposable _lease;
    private Stream? _current;
    private int _next;

    public BodyStream(ObjectBody body, IDisposable lease)
    {
        _slices = body.Slices;
        _lease = lease;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (_current is not null)
            {
                int read = await _current.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read > 0)
                {
                    return read;
                }
            }

            if (!await AdvanceAsync().ConfigureAwait(false))
            {
                break;
            }
        }

        return 0;
    }

    /// <summary>Each blob copies itself, so that blobs in memory need no buffer.</summary>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        while (_current is not null || await AdvanceAsync().ConfigureAwait(false))
        {
            await _current!.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
            await CloseCurrentAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseCurrentAsync().ConfigureAwait(false);
        _lease.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> AdvanceAsync()
    {
        await CloseCurrentAsync().ConfigureAwait(false);
        if (_next == _slices.Count)
        {
            return false;
        }

        BlobSlice slice = _slices[_next++];
        _current = slice.Blob.Open(slice.Offset, slice.Length);
        return true;
    }

    private async ValueTask CloseCurrentAsync()
    {
        if (_current is not null)
        {
            await _current.DisposeAsync().ConfigureAwait(false);
            _current = null;
        }
    }
}
