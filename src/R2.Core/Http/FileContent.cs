using System.Buffers;
using R2.Content;

namespace R2.Http;

/// <summary>
/// A slice of a file, read at its offset: any number of slices may be sent at once. Holds one block, whatever the length, and those that
/// <see cref="ReplayableContent.Keep"/> allows it from one reading to the next.
/// </summary>
/// <param name="path">Full path.</param>
/// <param name="offset">Offset of the first byte.</param>
/// <param name="length">Number of bytes.</param>
/// <param name="shared">The file, where somebody has opened it for all its slices; otherwise each reading opens it, and none that finds another file than the first goes on.</param>
internal sealed class FileContent(string path, long offset, long length, OpenFile? shared = null) : ReplayableContent(length)
{
    private const int BlockSize = BlockPool.BlockSize;

    private readonly Dictionary<long, byte[]> _kept = [];
    private BlockPool? _pool;
    private FileState? _first;

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
        OpenFile? file = shared;
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
                    block = kept ?? (buffer ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(BlockSize, Length)));
                    file ??= Open();
                    await FillAsync(file, block.AsMemory(0, count), done, cancellationToken).ConfigureAwait(false);
                    if (kept is not null)
                    {
                        _kept.Add(done, kept);
                    }
                }

                if (done + count == Length)
                {
                    // Before the last block: a server stores nothing of a body that it has not got whole.
                    file?.ThrowIfChanged();
                }

                await WriteChunkAsync(stream, block.AsMemory(0, count), moved, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (file != shared)
            {
                file!.Dispose();
            }

            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private OpenFile Open()
    {
        OpenFile file;
        try
        {
            file = OpenFile.Open(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw OpenFile.Gone(path, e);
        }

        _first ??= file.State;
        if (_first == file.State)
        {
            return file;
        }

        file.Dispose();
        throw OpenFile.Changed(path, _first.Value, file.State);
    }

    private async ValueTask FillAsync(OpenFile file, Memory<byte> block, long at, CancellationToken cancellationToken)
    {
        for (int filled = 0; filled < block.Length;)
        {
            int read = await file.ReadAsync(block[filled..], offset + at + filled, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw Changed(at + filled);
            }

            filled += read;
        }
    }
}
