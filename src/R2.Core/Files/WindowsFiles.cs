using Microsoft.Win32.SafeHandles;

namespace R2.Files;

/// <summary>
/// Devices and pipes have names of their own on Windows, so a name tells before anything is opened.
/// https://learn.microsoft.com/windows/win32/fileio/naming-a-file#win32-device-namespaces
/// </summary>
internal static class WindowsFiles
{
    public static FileState StateOf(string path)
    {
        if (KindByName(path) is var kind and not FileKind.Regular)
        {
            return new FileState(kind, 0, default);
        }

        FileSystemInfo found = Follow(new FileInfo(path));
        return found is FileInfo file && !Directory.Exists(file.FullName)
            ? new FileState(FileKind.Regular, file.Length, FileTime.Of(file.LastWriteTimeUtc))
            : new FileState(FileKind.Folder, 0, default);
    }

    /// <remarks>A handle of a pipe, a console or a serial port has no length.</remarks>
    public static FileState StateOf(SafeFileHandle file)
    {
        try
        {
            return new FileState(FileKind.Regular, RandomAccess.GetLength(file), FileTime.Of(File.GetLastWriteTimeUtc(file)));
        }
        catch (NotSupportedException)
        {
            return new FileState(FileKind.Device, 0, default);
        }
    }

    /// <summary>Sets when a file was written to last, as far as the system lets this process. NTFS counts in .NET's steps, from 1601 on.</summary>
    public static bool TrySetLastWriteTime(SafeFileHandle file, FileTime time)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, time.ToDateTime());
            return true;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What a full path names by its form alone: NUL, CON and COM1 come out of <see cref="Path.GetFullPath(string)"/> as \\.\NUL and so on.</summary>
    public static FileKind KindByName(string fullPath)
    {
        bool device = fullPath.StartsWith(@"\\.\", StringComparison.Ordinal) || fullPath.StartsWith(@"\\?\", StringComparison.Ordinal);
        string name = device ? fullPath[4..] : fullPath;
        if (device && name.StartsWith(@"UNC\", StringComparison.OrdinalIgnoreCase))
        {
            (device, name) = (false, @"\\" + name[4..]);
        }

        if (device)
        {
            bool disk = (name.Length > 2 && char.IsAsciiLetter(name[0]) && name[1] == ':' && name[2] == '\\')
                || (name.StartsWith("Volume{", StringComparison.OrdinalIgnoreCase) && name.Contains(@"}\", StringComparison.Ordinal));
            return disk ? StreamOr(FileKind.Regular, name, "X:".Length) : name.StartsWith(@"pipe\", StringComparison.OrdinalIgnoreCase) ? FileKind.Pipe : FileKind.Device;
        }

        // \\server\pipe\name
        bool pipe = name.StartsWith(@"\\", StringComparison.Ordinal) && name.Split('\\') is { Length: > 4 } parts && parts[3].Equals("pipe", StringComparison.OrdinalIgnoreCase);
        return pipe ? FileKind.Pipe : StreamOr(FileKind.Regular, name, "X:".Length);
    }

    /// <summary>
    /// A colon behind that of the drive names a stream within a file: what is written there is in no list, and goes with the file when that is replaced.
    /// https://learn.microsoft.com/windows/win32/fileio/file-streams
    /// </summary>
    private static FileKind StreamOr(FileKind kind, string name, int drive) => name.IndexOf(':', Math.Min(drive, name.Length)) >= 0 ? FileKind.Stream : kind;

    /// <summary>A link's own length is 0. Other reparse points, such as files that are kept in the cloud, are no links and have the file's length.</summary>
    private static FileSystemInfo Follow(FileInfo file)
    {
        if (file.LinkTarget is not { } target)
        {
            return file;
        }

        try
        {
            return file.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } found ? found : throw FileState.BrokenLink(file.FullName, target);
        }
        catch (IOException e)
        {
            throw FileState.BrokenLink(file.FullName, target, e.Message.TrimEnd('.'));
        }
    }
}
