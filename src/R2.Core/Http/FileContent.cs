using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace R2.Http;

/// <summary>A slice of a file, read at its offset: any number of slices may be sent at once. Holds one buffer, whatever the length.</summary>
internal sealed class FileContent(string path, long offset, long length) : ReplayableContent(length)
{
    private const int BufferSize = 256 * 1024;

    internal override async Task WriteAsync(Stream stream, Action? moved, CancellationToken cancellationToken)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long sent = 0; sent < Length;)
            {
                int wanted = (int)Math.Min(buffer.Length, Length - sent);
                int read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), offset + sent, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw Changed(sent);
                }

                await WriteChunkAsync(stream, buffer.AsMemory(0, read), moved, cancellationToken).ConfigureAwait(false);
                sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
