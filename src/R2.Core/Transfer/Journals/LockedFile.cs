using Microsoft.Win32.SafeHandles;
using R2.Files;
using R2.Transfer.Paths;

namespace R2.Transfer.Journals;

/// <summary>
/// A regular file that nobody else who locks has open, and that its path stands for: no link was followed to it, and nobody has put another in its place.
/// While it is open it can be moved and removed, so that its name never stands for something that is no longer locked.
/// </summary>
internal sealed class LockedFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Each look finds that somebody who finished in this moment has taken the file away: more than a few are no coincidence.</summary>
    private const int Looks = 1000;

    /// <summary>With waits that double from 1 to 32 ms, 2 s in all. That is what Go's own commands wait for (robustio), since scanners and indexers have a new file for less.</summary>
    private const int MoveTries = 66;

    // Its position is not used; the file is its owner.
    private readonly FileStream _file;
    private UnixFile? _identity;

    // The stream would seek each time that it is asked for its handle.
    private LockedFile(string path, FileStream file) => (Path, _file, Handle) = (path, file, file.SafeFileHandle);

    public string Path { get; private set; }

    public Stream Content => _file;

    public SafeFileHandle Handle { get; }

    public long Length => RandomAccess.GetLength(Handle);

    /// <summary>Makes a file that was not there, for its owner alone.</summary>
    /// <param name="path">Path.</param>
    /// <param name="length">Length to reserve, so that a full disk shows at once; 0 for none.</param>
    /// <param name="within">The folder that it must be in, behind no link; null where it may be anywhere.</param>
    /// <returns>The file; null where something has its name, or somebody takes it away for a remainder in this very moment.</returns>
    /// <exception cref="R2Exception">A link leads to it.</exception>
    public static LockedFile? TryCreate(string path, long length = 0, TargetFolder? within = null)
    {
        LockedFile file;
        try
        {
            file = new LockedFile(path, new FileStream(path, Options(FileMode.CreateNew, length)));
        }
        catch (IOException e) when (IsInUse(e) || System.IO.Path.Exists(path))
        {
            return null;
        }

        bool taken = false;
        try
        {
            within?.ThrowIfLinked(path);
            return (taken = file.IsCurrent) ? file : null;
        }
        catch (R2Exception)
        {
            file.Delete();
            throw;
        }
        finally
        {
            if (!taken)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Opens a file that is there.</summary>
    /// <returns>The file; null where it is gone.</returns>
    /// <inheritdoc cref="Open"/>
    public static LockedFile? OpenExisting(string path)
    {
        try
        {
            return Open(path, FileMode.Open);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Opens a file, or makes it.</summary>
    /// <inheritdoc cref="Open"/>
    public static LockedFile OpenOrCreate(string path) => Open(path, FileMode.OpenOrCreate);

    /// <summary>Whether the path stands for this file still.</summary>
    public bool IsCurrent => OperatingSystem.IsWindows() || (UnixFile.At(Path) is { Kind: FileKind.Regular } named && named.Is(_identity ??= UnixFile.Of(Handle)));

    /// <summary>
    /// Gives it another name, in the same file system, in one step. Whoever reads the new name finds it unlocked: on Unix those who read lock as well, and must not
    /// fail for this moment, nor may the old name be unlocked before. Windows replaces no file that somebody has open, which most have for a moment only: it is tried again.
    /// </summary>
    /// <exception cref="InUseException">On Windows somebody keeps the file open that is to be replaced, or allows nobody to replace it: both are one error there.</exception>
    public void MoveTo(string path, bool overwrite)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixFiles.TryShareLock(Handle);
        }

        for (int i = 1; !TryMove(path, overwrite, isLast: i == MoveTries); i++)
        {
            Thread.Sleep(1 << Math.Min(i - 1, 5));
        }

        Path = path;
    }

    /// <returns>Whether it has its new name; otherwise Windows refuses to replace the file that has it.</returns>
    private bool TryMove(string path, bool overwrite, bool isLast)
    {
        try
        {
            File.Move(Path, path, overwrite);
            return true;
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && overwrite && (e is UnauthorizedAccessException || (e is IOException io && IsInUse(io))) && File.Exists(path))
        {
            return isLast ? throw new InUseException(path, e) : false;
        }
    }

    public void Delete()
    {
        if (IsCurrent)
        {
            File.Delete(Path);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <exception cref="InUseException">Somebody else has it open.</exception>
    /// <exception cref="NotRegularException">The name is that of a link, a folder, a pipe or a device.</exception>
    private static LockedFile Open(string path, FileMode mode)
    {
        for (int look = 0; look < Looks; look++)
        {
            ThrowIfNotRegular(path);
            LockedFile file;
            try
            {
                file = new LockedFile(path, new FileStream(path, Options(mode, 0)));
            }
            catch (IOException e) when (IsInUse(e))
            {
                throw new InUseException(path, e);
            }

            if (file.IsCurrent)
            {
                return file;
            }

            file.Dispose();
        }

        throw new InUseException(path, null);
    }

    /// <summary>Before it is opened: that alone would make what a dangling link names, or wait for the other end of a pipe.</summary>
    private static void ThrowIfNotRegular(string path)
    {
        // One look, since between two of them the file may go: where nothing is, every attribute is set.
        bool isOther = OperatingSystem.IsWindows()
            ? new FileInfo(path).Attributes is not (FileAttributes)(-1) and var found && (found & (FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device)) != 0
            : UnixFile.At(path) is { Kind: not FileKind.Regular };
        if (isOther)
        {
            throw new NotRegularException(path);
        }
    }

    private static FileStreamOptions Options(FileMode mode, long length)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            // On Unix nothing but None locks; on Windows it would keep the file from being moved or removed while it is open.
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    /// <summary>ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK elsewhere (Linux, then macOS and BSD).</summary>
    private static bool IsInUse(IOException e) => OperatingSystem.IsWindows() ? e.HResult == unchecked((int)0x80070020) : e.HResult is 11 or 35;

    internal sealed class InUseException(string path, Exception? cause) : IOException($"The file '{path}' is in use.", cause);

    internal sealed class NotRegularException(string path) : IOException($"'{path}' is not a regular file.");
}
