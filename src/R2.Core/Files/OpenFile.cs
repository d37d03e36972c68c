using Microsoft.Win32.SafeHandles;

namespace R2.Files;

/// <summary>
/// A file that is open for reading. What it is and whether it changed is asked of the handle alone: its path may name another file by now.
/// </summary>
internal sealed class OpenFile : IDisposable
{
    /// <summary>A file in /sys says that it has a page, however little it holds; this is the largest page of any system.</summary>
    private const int LargestPage = 64 * 1024;

    private const int MostInMemory = 64 * 1024 * 1024;

    private readonly SafeFileHandle _handle;

    private OpenFile(string path, SafeFileHandle handle, FileState state) => (Path, _handle, State) = (path, handle, state);

    public string Path { get; }

    /// <summary>What it was when it was opened.</summary>
    public FileState State { get; }

    /// <summary>Opens a file, and nothing else: what else there is may wait for ever, or do something, as soon as it is opened.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="R2Exception">It is not a file, or another program holds it.</exception>
    /// <exception cref="IOException">It does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static OpenFile Open(string path)
    {
        FileState.Of(path);
        SafeFileHandle handle = OpenHandle(path);
        try
        {
            FileState state = FileState.Of(handle);
            return state.Kind == FileKind.Regular ? new OpenFile(path, handle, state) : throw FileState.Refusal(path, state.Kind);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The file as a stream where its length is not that of what it holds, which is read to its end then: files in /proc say 0, those in /sys a page. Null where the length is right.
    /// </summary>
    public ValueTask<Stream?> UnmeasuredAsync(CancellationToken cancellationToken) => State.Length == 0 ? BeginAsync(cancellationToken)
        : State.Length > LargestPage || Read(stackalloc byte[1], State.Length - 1) > 0 ? default
        : new(new SequentialFileStream(this, default));

    private async ValueTask<Stream?> BeginAsync(CancellationToken cancellationToken)
    {
        // What is read here is handed on, since some give each byte only once (/proc/kmsg).
        Memory<byte> begun = new byte[4096];
        begun = begun[..await ReadOnPoolAsync(begun, 0, cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false)];
        return begun.IsEmpty ? null : new SequentialFileStream(this, begun);
    }

    /// <summary>As <see cref="UnmeasuredAsync"/>, all of it at once, for whoever has to know the length before the first byte goes out.</summary>
    /// <exception cref="R2Exception">It has more than fits in memory, or it changed.</exception>
    public byte[]? ReadUnmeasured()
    {
        if (State.Length > LargestPage || (State.Length > 0 && Read(stackalloc byte[1], State.Length - 1) > 0))
        {
            return null;
        }

        byte[] bytes = new byte[State.Length == 0 ? 4096 : State.Length];
        int length = 0;
        for (int read; length < bytes.Length && (read = Read(bytes.AsSpan(length), length)) > 0;)
        {
            length += read;
            if (length == bytes.Length && State.Length == 0)
            {
                Array.Resize(ref bytes, length < MostInMemory ? length * 4 : throw TooLong());
            }
        }

        if (length == State.Length)
        {
            return null;
        }

        ThrowIfChanged();
        return bytes[..length];
    }

    /// <summary>Reads at an offset; 0 at the end.</summary>
    /// <remarks>Elsewhere than on Windows an asynchronous read is a blocking one on another thread: the hop would cost more than the read.</remarks>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken) =>
        _handle.IsAsync ? ReadOnPoolAsync(buffer, offset, cancellationToken) : new(Read(buffer.Span, offset));

    /// <summary>As <see cref="ReadAsync"/>, for what may take until there is something to read: the caller's thread does not wait with it.</summary>
    public async ValueTask<int> ReadOnPoolAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await RandomAccess.ReadAsync(_handle, buffer, offset, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
    }

    /// <exception cref="R2Exception">Somebody wrote to the file since it was opened.</exception>
    public void ThrowIfChanged()
    {
        FileState now = FileState.Of(_handle);
        if (now != State)
        {
            throw Changed(Path, State, now);
        }
    }

    public static R2Exception Changed(string path, FileState before, FileState now) =>
        new(R2ErrorCodes.SourceChanged, $"The file '{path}' changed while it was being uploaded: it had {before} and has {now}.");

    public static R2Exception Gone(string path, Exception cause) =>
        new(R2ErrorCodes.SourceChanged, $"The file '{path}' is gone; it was there when the upload began.", cause);

    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle OpenHandle(string path)
    {
        FileOptions options = FileOptions.SequentialScan | (OperatingSystem.IsWindows() ? FileOptions.Asynchronous : FileOptions.None);
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, options);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, at once.</summary>
    public int Read(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(_handle, buffer, offset);
        }
        catch (IOException e)
        {
            throw Unreadable(Path, e);
        }
    }

    private R2Exception TooLong() => new(
        R2ErrorCodes.EntityTooLarge, $"'{Path}' does not say how long it is and has more than {MostInMemory} bytes, so it cannot go in one piece: upload it as an object of its own.");

    /// <summary>Said here: an <see cref="IOException"/> that leaves through a request would pass for a broken connection, and be tried again.</summary>
    private static R2Exception Unreadable(string path, IOException cause) => new(R2ErrorCodes.SourceUnreadable, $"The file '{path}' cannot be read: {cause.Message}", cause);
}
