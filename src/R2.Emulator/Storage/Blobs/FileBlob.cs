using Microsoft.Win32.SafeHandles;
using R2.Emulator.Http;

namespace R2.Emulator.Storage.Blobs;

/// <summary>A body in a file.</summary>
internal sealed class FileBlob : Blob
{
    private readonly Action<FileBlob> _destroyed;

    public FileBlob(string id, string path, long length, Action<FileBlob> destroyed)
        : base(id, length)
    {
        Path = path;
        _destroyed = destroyed;
    }

    public string Path { get; }

    public override Stream Open(long offset, long length) =>
        new FileRange(File.OpenHandle(Path, options: FileOptions.Asynchronous | FileOptions.SequentialScan), offset, length);

    protected override void Destroy()
    {
        _destroyed(this);
        File.Delete(Path);
    }

    private sealed class FileRange : ReadOnlyStream
    {
        private readonly SafeFileHandle _file;
        private long _position;
        private long _remaining;

        public FileRange(SafeFileHandle file, long offset, long length)
        {
            _file = file;
            _position = offset;
            _remaining = length;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, _remaining)];
            int read = await RandomAccess.ReadAsync(_file, wanted, _position, cancellationToken).ConfigureAwait(false);
            _position += read;
            _remaining -= read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
