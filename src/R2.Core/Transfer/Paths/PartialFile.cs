using System.Buffers;
using Microsoft.Win32.SafeHandles;
using R2.Files;
using R2.Transfer.Download;
using R2.Transfer.Journals;

namespace R2.Transfer.Paths;

/// <summary>
/// A file that is being written, beside its target. It becomes the target in one step when every byte is there and on disk: others see what was there before or all
/// that is there now. Until then it is its owner's alone and locked; then it gets the rights of the file that it replaces.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>A name that nobody can guess is taken once, if ever; a folder where it is time and again takes no files.</summary>
    private const int Tries = 100;

    private readonly TargetFile _target;
    private readonly LockedFile _file;
    private readonly UnixFileMode _modeOfNew;
    private bool _keep;

    private PartialFile(TargetFile target, LockedFile file, UnixFileMode modeOfNew) => (_target, _file, _modeOfNew) = (target, file, modeOfNew);

    /// <summary>Where to write.</summary>
    public Stream Content => _file.Content;

    /// <summary>Path of the temporary file; of the target, once that is what it is.</summary>
    internal string Path => _file.Path;

    internal string Name => System.IO.Path.GetFileName(_file.Path);

    internal SafeFileHandle Handle => _file.Handle;

    /// <summary>Whether its path stands for it still.</summary>
    internal bool IsInPlace => _file.IsCurrent;

    /// <summary>Begins to write a file. Its folder is made where missing; a link to a file stands for that file.</summary>
    /// <param name="path">Path of the file to be.</param>
    /// <param name="ownerOnly">Whether a file that was not there before is for its owner alone; otherwise the umask decides.</param>
    /// <exception cref="R2Exception">No file can be written there (<see cref="R2ErrorCodes.TargetNotWritable"/>).</exception>
    /// <exception cref="IOException">The system refuses.</exception>
    public static PartialFile Create(string path, bool ownerOnly = false)
    {
        WrittenFolders folders = new();
        TargetFile target = TargetFile.At(path);
        PartialFile file = Create(target, folders, null, 0);
        return ownerOnly ? new PartialFile(target, file._file, UnixFileMode.UserRead | UnixFileMode.UserWrite) : file;
    }

    /// <param name="target">The file to be.</param>
    /// <param name="folders">What is known of folders.</param>
    /// <param name="identity">What tells a transfer that may be taken up from others; null for one that may not.</param>
    /// <param name="length">Length to reserve, so that a full disk shows at once; 0 for none.</param>
    /// <param name="within">The folder that it must be in, behind no link; null where it may be anywhere.</param>
    internal static PartialFile Create(TargetFile target, WrittenFolders folders, string? identity, long length, TargetFolder? within = null)
    {
        WrittenFolder folder = folders[target.Folder];
        if (folder.IsMade)
        {
            try
            {
                return Create(target, folder, identity, length, within);
            }
            catch (DirectoryNotFoundException)
            {
                // Removed since: once more, in a new one.
                folder = folders.Renew(target.Folder);
            }
        }

        folder.MakeFor(target);
        try
        {
            return Create(target, folder, identity, length, within);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NoFile(target, e);
        }
    }

    private static PartialFile Create(TargetFile target, WrittenFolder folder, string? identity, long length, TargetFolder? within)
    {
        string temporary = "";
        try
        {
            folder.RemoveLeftovers(target, identity);
            for (int i = 0; i < Tries; i++)
            {
                temporary = System.IO.Path.Combine(target.Folder, TemporaryName.New(target.Name, identity));
                if (LockedFile.TryCreate(temporary, length, within) is { } file)
                {
                    return new PartialFile(target, file, folder.NewFile.Mode);
                }
            }

            throw NoFile(target, null);
        }
        catch (Exception e) when (e is not (FileNotFoundException or DirectoryNotFoundException) && IsAbout(e, temporary))
        {
            throw target.Told(e, temporary);
        }
    }

    private static R2Exception NoFile(TargetFile target, Exception? cause) => target.NotWritable($"no file can be made in the folder '{target.Folder}'", cause);

    /// <summary>Opens what an earlier run left, at the length that it is to have in the end.</summary>
    /// <returns>The file; null where it is gone, or is not what the earlier run made.</returns>
    internal static PartialFile? TryTakeUp(TargetFile target, WrittenFolders folders, string name, string identity, long length)
    {
        if (!TemporaryName.IsOf(name, target.Name, identity))
        {
            return null;
        }

        try
        {
            if (LockedFile.OpenExisting(System.IO.Path.Combine(target.Folder, name)) is not { } file)
            {
                return null;
            }

            // Whoever else made it may still write to it, also once it has its name.
            UnixFile ours = folders[target.Folder].NewFile;
            if (!OperatingSystem.IsWindows() && UnixFile.Of(file.Handle).Owner != ours.Owner)
            {
                file.Dispose();
                return null;
            }

            RandomAccess.SetLength(file.Handle, length);
            return new PartialFile(target, file, ours.Mode);
        }
        catch (Exception e) when (e is LockedFile.NotRegularException or LockedFile.InUseException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Makes it the target, once the disk has it: a name that outlives a power failure must not stand for a file whose bytes did not.
    /// https://www.kernel.org/doc/html/latest/admin-guide/ext4.html (auto_da_alloc saves files that are replaced, not new ones)
    /// </summary>
    /// <param name="overwrite">Whether a file that is there now may be replaced.</param>
    /// <exception cref="R2Exception">There is a file that may not be replaced (<c>FileExists</c>), or the temporary file was taken away.</exception>
    /// <exception cref="IOException">The system refuses.</exception>
    public void Commit(bool overwrite = true) => Commit(null, overwrite, null);

    /// <inheritdoc cref="Commit(bool)"/>
    /// <param name="length">Length that it must have; null for any.</param>
    /// <param name="overwrite">Whether a file that is there now may be replaced.</param>
    /// <param name="within">The folder that it must be in, behind no link; null where it may be anywhere.</param>
    /// <param name="time">When it was written to last, as is to be said of it from now on, where the system lets that be said; null for now.</param>
    internal void Commit(long? length, bool overwrite, TargetFolder? within, FileTime? time = null)
    {
        string temporary = Path;
        try
        {
            time?.TrySet(Handle);
            RandomAccess.FlushToDisk(Handle);

            // Last of all, since writing to disk takes time, in which others may do much.
            ThrowUnlessItIs(length, within);
            TakePlace(overwrite);
        }
        catch (Exception e) when (IsAbout(e, temporary))
        {
            throw _target.Told(e, temporary);
        }
    }

    private void ThrowUnlessItIs(long? length, TargetFolder? within)
    {
        if (length is { } due && _file.Length is var actual && actual != due)
        {
            throw new R2Exception(R2ErrorCodes.ChecksumMismatch, $"The file '{_target.Asked}' has {actual} bytes where {due} were written: something else wrote to it.");
        }

        within?.ThrowIfLinked(Path);
        if (!_file.IsCurrent)
        {
            throw TakenAway(null);
        }
    }

    private void TakePlace(bool overwrite)
    {
        _target.GiveRights(_file, _modeOfNew);
        try
        {
            _file.MoveTo(_target.Path, overwrite);
            _file.Dispose();
        }
        catch (FileNotFoundException e)
        {
            throw TakenAway(e);
        }
        catch (LockedFile.InUseException e)
        {
            throw _target.NotWritable("another program has it open, or it may not be replaced", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && Directory.Exists(_target.Path))
        {
            throw _target.NotWritable("something made a folder in its place meanwhile", e);
        }
        catch (IOException e) when (!overwrite && File.Exists(_target.Path))
        {
            throw new R2Exception(R2ErrorCodes.FileExists, $"The file '{_target.Asked}' already exists: something made it meanwhile.", e);
        }

        _keep = true;
    }

    /// <summary>Writes a stretch of it.</summary>
    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (Exception e) when (IsAbout(e, Path))
        {
            throw _target.Told(e, Path);
        }
    }

    private static bool IsAbout(Exception e, string temporary) =>
        e is PathTooLongException || (temporary.Length > 0 && e is IOException or UnauthorizedAccessException && e.Message.Contains(temporary, StringComparison.Ordinal));

    /// <summary>Reads a stretch of it.</summary>
    internal async Task ReadAsync(long offset, long length, Downloader.Sink sink, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Downloader.BufferSize);
        try
        {
            for (long done = 0; done < length;)
            {
                int read = await RandomAccess.ReadAsync(Handle, buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - done)), offset + done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new EndOfStreamException($"The file '{_target.Asked}' was cut while it was being written.");
                }

                sink(buffer.AsSpan(0, read));
                done += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Leaves the file where it is when it is closed, for -Resume.</summary>
    internal void Keep() => _keep = true;

    private R2Exception TakenAway(Exception? cause) => _target.NotWritable($"its temporary file was removed or replaced meanwhile", cause);

    /// <summary>Closes the file, and removes it unless it has become its target.</summary>
    public void Dispose()
    {
        try
        {
            if (!_keep)
            {
                _file.Delete();
            }
        }
        finally
        {
            _file.Dispose();
        }
    }
}
