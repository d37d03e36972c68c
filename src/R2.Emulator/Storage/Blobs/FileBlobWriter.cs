using Microsoft.Win32.SafeHandles;
using R2.Emulator.Storage.Stores;

namespace R2.Emulator.Storage.Blobs;

/// <summary>Writes a body to a file with two buffers: one is filled while the other is written.</summary>
internal sealed class FileBlobWriter : BlobWriter
{
    private readonly FileBlob _blob;
    private readonly FileStream _stream;
    private readonly SafeFileHandle _file;
    private readonly byte[]?[] _buffers = new byte[]?[2];
    private int _next;
    private long _position;
    private bool _committed;

    public FileBlobWriter(FileBlob blob)
    {
        _blob = blob;
        _stream = StoreFolder.Create(blob.Path, FileOptions.Asynchronous);
        _file = _stream.SafeFileHandle;
    }

    public override Memory<byte> NextBlock(long remaining)
    {
        int index = _next++ % _buffers.Length;
        return _buffers[index] ??= new byte[Math.Min(remaining, BlockBytes)];
    }

    public override async ValueTask StoreAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(_file, block, _position, cancellationToken).ConfigureAwait(false);
        _position += block.Length;
    }

    public override Blob Commit()
    {
        _committed = true;
        _stream.Dispose();
        return _blob;
    }

    public override ValueTask DisposeAsync()
    {
        _stream.Dispose();
        if (!_committed)
        {
            File.Delete(_blob.Path);
        }

        return ValueTask.CompletedTask;
    }
}
