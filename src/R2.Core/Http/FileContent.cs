using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace R2.Http;

/// <summary>
/// A slice of a file, read at its offset: any number of slices may be sent at once. Holds one block, whatever the length, and those that
/// <see cref="ReplayableContent.Keep"/> allows it from one reading to the next.
/// </summary>
internal sealed class FileContent(string path, long offset, long length) : ReplayableContent(length)
{
    private const int BlockSize = BlockPool.BlockSize;

    private readonly Dictionary<long, byte[]> _kept = [];
    private BlockPool? _pool;

    internal override void Keep(BlockPool pool) => _pool = pool;

    internal override void Release(bool sent)
    {
        foreach (byte[] block in _kept.Values)
        {
            if (sent)
            {
                _pool!.Return(block);
            }
            else
            {
                // A connection that is being closed may still read from it.
                _pool!.Abandon();
            }
        }

        _kept.Clear();
        _pool = null;
    }

    internal override async Task WriteAsync(Stream stream, Action<int>? moved, CancellationToken cancellationToken)
    {
        SafeFileHandle? file = null;
        byte[]? buffer = null;
        try
        {
            for (long done = 0; done < Length; done += BlockSize)
            {
                int count = (int)Math.Min(BlockSize, Length - done);
                if (!_kept.TryGetValue(done, out byte[]? block))
                {
                    // What is read to be sent is not kept: it goes out only once.
                    byte[]? kept = moved is null ? _pool?.TryTake() : null;
                    block = kept ?? (buffer ??= ArrayPool<byte>.Shared.Rent(BlockSize));
                    file ??= Open();
                    await FillAsync(file, block.AsMemory(0, count), done, cancellationToken).ConfigureAwait(false);
                    if (kept is not null)
                    {
                        _kept.Add(done, kept);
                    }
                }

                await WriteChunkAsync(stream, block.AsMemory(0, count), moved, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            file?.Dispose();
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private SafeFileHandle Open()
    {
        // Elsewhere than on Windows an asynchronous read is a blocking one on another thread: the hop would cost more than the read.
        FileOptions options = FileOptions.SequentialScan | (OperatingSystem.IsWindows() ? FileOptions.Asynchronous : FileOptions.None);
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options);
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

    private async ValueTask FillAsync(SafeFileHandle file, Memory<byte> block, long at, CancellationToken cancellationToken)
    {
        for (int filled = 0; filled < block.Length;)
        {
            int read = await ReadAsync(file, block[filled..], offset + at + filled, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw Changed(at + filled);
            }

            filled += read;
        }
    }

    private async ValueTask<int> ReadAsync(SafeFileHandle file, Memory<byte> block, long from, CancellationToken cancellationToken)
    {
        try
        {
            return file.IsAsync
                ? await RandomAccess.ReadAsync(file, block, from, cancellationToken).ConfigureAwait(false)
                : RandomAccess.Read(file, block.Span, from);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>Said here: an <see cref="IOException"/> that leaves through the request would pass for a broken connection, and be tried again.</summary>
    private R2Exception Unreadable(IOException cause) => new(R2ErrorCodes.SourceUnreadable, $"The file '{path}' cannot be read: {cause.Message}", cause);
}
