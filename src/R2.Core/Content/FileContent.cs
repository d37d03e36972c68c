using System.Buffers;
using R2.Files;

namespace R2.Content;

/// <summary>
/// A file, or a range of one, read at its offset: any number of ranges may be sent at once. Knows what the file was when this was made, so that one that is written to
/// before or during its upload does not pass for whole. Holds one block while it is read, whatever the length, and those that the sending keeps from one reading to the next.
/// </summary>
/// <param name="path">Full path.</param>
/// <param name="state">What the file is.</param>
/// <param name="offset">Offset of the first byte.</param>
/// <param name="length">Number of bytes; null for the whole file.</param>
/// <param name="opened">The file, where it has been opened for all its ranges; otherwise each reading opens it.</param>
internal sealed class FileContent(string path, FileState state, long offset = 0, long? length = null, OpenFile? opened = null) : R2Content(path, length ?? state.Length)
{
    private const int BlockSize = BlockPool.BlockSize;

    private readonly long _length = length ?? state.Length;

    internal override FileTime? LastWriteTime => state.LastWriteTime;

    internal override bool CanSlice => true;

    private bool IsWholeFile => length is null;

    internal override R2Content Slice(long offsetInThis, long rangeLength) => new FileContent(Description, state, offset + offsetInThis, rangeLength, opened);

    internal override ValueTask<R2Content> OpenAsync(CancellationToken cancellationToken)
    {
        OpenFile file = Open();
        try
        {
            ValueTask<Stream?> unmeasured = IsWholeFile ? file.UnmeasuredAsync(cancellationToken) : default;
            return unmeasured.IsCompletedSuccessfully ? new(Opened(file, unmeasured.Result)) : OpenAsync(file, unmeasured);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    internal override ValueTask<R2Content> OpenWholeAsync(CancellationToken cancellationToken)
    {
        OpenFile file = Open();
        try
        {
            if (IsWholeFile && file.ReadUnmeasured() is { } bytes)
            {
                file.Dispose();
                return new(new MemoryContent(bytes, Description));
            }

            return new(new FileContent(Description, Unchanged(file), offset, length, file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A small file is read once, to be hashed and sent, as often as need be, from memory; that it has not changed is asked of the file all the same.</summary>
    internal override R2Content Whole()
    {
        if (opened is null || _length > MemoryContent.SmallUpTo)
        {
            return this;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)_length);
        for (int filled = 0, read; filled < bytes.Length; filled += read)
        {
            read = opened.Read(bytes.AsSpan(filled), offset + filled);
            if (read == 0)
            {
                throw EndedEarly(filled);
            }
        }

        return new MemoryContent(bytes, Description, opened.ThrowIfChanged);
    }

    internal override void Close() => opened?.Dispose();

    internal override void ThrowIfChanged() => opened?.ThrowIfChanged();

    internal override async Task WriteAsync(Stream stream, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken)
    {
        OpenFile? file = opened;
        byte[]? buffer = null;
        try
        {
            for (long done = 0; done < _length; done += BlockSize)
            {
                int count = (int)Math.Min(BlockSize, _length - done);
                byte[]? block = sending?.Kept(done);
                if (block is null)
                {
                    // What is read to be sent is not kept: it goes out only once.
                    byte[]? kept = moved is null ? sending?.TryKeep() : null;
                    block = kept ?? (buffer ??= ArrayPool<byte>.Shared.Rent((int)Math.Min(BlockSize, _length)));
                    file ??= OpenUnchanged();
                    await FillAsync(file, block.AsMemory(0, count), done, cancellationToken).ConfigureAwait(false);
                    if (kept is not null)
                    {
                        sending!.Keep(done, kept);
                    }
                }

                if (done + count == _length)
                {
                    // Before the last block: a server stores nothing of a body that it has not got whole.
                    file?.ThrowIfChanged();
                }

                await WriteBlockAsync(stream, block.AsMemory(0, count), sending, moved, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (file != opened)
            {
                file!.Dispose();
            }

            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private async ValueTask<R2Content> OpenAsync(OpenFile file, ValueTask<Stream?> unmeasured)
    {
        try
        {
            return Opened(file, await unmeasured.ConfigureAwait(false));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private R2Content Opened(OpenFile file, Stream? unmeasured) => unmeasured is null
        ? new FileContent(Description, Unchanged(file), offset, length, file)
        : new SequentialContent(unmeasured, Description, file);

    private OpenFile Open()
    {
        try
        {
            return OpenFile.Open(Description);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw OpenFile.Gone(Description, e);
        }
    }

    private OpenFile OpenUnchanged()
    {
        OpenFile file = Open();
        try
        {
            Unchanged(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private FileState Unchanged(OpenFile file) => file.State == state ? state : throw OpenFile.Changed(Description, state, file.State);

    private async ValueTask FillAsync(OpenFile file, Memory<byte> block, long at, CancellationToken cancellationToken)
    {
        for (int filled = 0; filled < block.Length;)
        {
            int read = await file.ReadAsync(block[filled..], offset + at + filled, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw EndedEarly(at + filled);
            }

            filled += read;
        }
    }
}
