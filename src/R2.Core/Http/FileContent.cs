using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace R2.Http;

/// <summary>A slice of a file, read at its offset: any number of slices may be sent at once. Holds one buffer, whatever the length.</summary>
internal sealed class FileContent(string path, long offset, long length) : ReplayableContent(length)
{
    private const int BufferSize = 256 * 1024;

    internal override async Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken)
    {
        using SafeFileHandle file = Open();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long sent = 0; sent < Length;)
            {
                int wanted = (int)Math.Min(buffer.Length, Length - sent);
                int read = await ReadAsync(file, buffer.AsMemory(0, wanted), offset + sent, cancellationToken).ConfigureAwait(false);
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

    private SafeFileHandle Open()
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"The file '{path}' is gone; it was there when the upload began.", e);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    private async ValueTask<int> ReadAsync(SafeFileHandle file, Memory<byte> buffer, long from, CancellationToken cancellationToken)
    {
        try
        {
            return await RandomAccess.ReadAsync(file, buffer, from, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Said here: an <see cref="IOException"/> that leaves through the request would pass for a broken connection, and be tried again.</summary>
    private R2Exception Unreadable(IOException cause) => new(R2ErrorCodes.SourceUnreadable, $"The file '{path}' cannot be read: {cause.Message}", cause);
}
