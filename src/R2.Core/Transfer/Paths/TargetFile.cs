using System.Runtime.Versioning;
using System.Security.AccessControl;
using R2.Files;
using R2.Transfer.Journals;

namespace R2.Transfer.Paths;

/// <summary>The file that a transfer is to become: where it lies, whether it can be written, and who may read it in the end.</summary>
internal sealed class TargetFile
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode Other = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>What Windows shows a file by, or does not.</summary>
    private const FileAttributes Shown = FileAttributes.Hidden | FileAttributes.System;

    private TargetFile(string asked, string path) =>
        (Asked, Path, Folder, Name) = (asked, path, System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path));

    /// <summary>The path that was asked for.</summary>
    public string Asked { get; }

    /// <summary>The file itself, behind all links.</summary>
    public string Path { get; }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>Takes a path. A link to a file stands for that file; one to anything else, or to nothing, is refused.</summary>
    /// <exception cref="R2Exception">No file can be written there (<see cref="R2ErrorCodes.TargetNotWritable"/>).</exception>
    public static TargetFile At(string path)
    {
        string asked = System.IO.Path.GetFullPath(path);
        if (WhyNotByName(asked, PathRules.Here) is { } why)
        {
            throw NotWritable(asked, why);
        }

        // Mostly nothing is there, which one look tells.
        string file = IsTaken(asked) ? FileAt(asked) : asked;
        TargetFile target = new(asked, file);
        if (TemporaryName.IsOne(target.Name))
        {
            throw NotWritable(asked, "names of this form are those of unfinished transfers, and are removed");
        }

        return target;
    }

    /// <summary>
    /// Why a name alone cannot be that of a target; null where it can. A transfer takes the place of its target, and a device is not to be replaced: /dev/null as a file
    /// would gather what the whole machine throws away.
    /// </summary>
    /// <param name="path">Full path.</param>
    /// <param name="rules">Whose rules hold.</param>
    internal static string? WhyNotByName(string path, PathRules rules) => rules.KindOf(path) switch
    {
        FileKind.Regular => null,
        FileKind.Stream => "it is a stream within a file",
        FileKind.Pipe => "it is a named pipe",
        _ => rules.AreOfWindows || File.Exists(path) ? "it is a device" : null,
    };

    /// <exception cref="R2Exception">A file is where a folder must be.</exception>
    public void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (IOException e)
        {
            string? inTheWay = Folder;
            while (inTheWay is not null && !System.IO.Path.Exists(inTheWay))
            {
                inTheWay = System.IO.Path.GetDirectoryName(inTheWay);
            }

            throw NotWritable(Asked, File.Exists(inTheWay) ? $"'{inTheWay}' is a file, and must be a folder" : $"its folder cannot be made: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>Lets those use the new file who may use the one that it replaces; where there is none, those whom the folder and the umask let use a new one.</summary>
    public void GiveRights(LockedFile file, UnixFileMode ofNew)
    {
        if (OperatingSystem.IsWindows())
        {
            if (File.Exists(Path))
            {
                CopyAccess(file.Path);
                if ((File.GetAttributes(Path) & Shown) is not 0 and var kept)
                {
                    File.SetAttributes(file.Path, File.GetAttributes(file.Path) | kept);
                }
            }

            return;
        }

        // Without asking for what it has, which is mostly less.
        File.SetUnixFileMode(file.Handle, UnixFile.At(Path) is { Kind: FileKind.Regular } old ? Inherit(old, file) : ofNew);
    }

    /// <summary>The system's error, told of the file that was asked for: nobody knows the temporary one that it names.</summary>
    /// <param name="error">What the system says.</param>
    /// <param name="temporary">Path of the temporary file.</param>
    public Exception Told(Exception error, string temporary)
    {
        string message = error.Message.Replace(temporary, Asked, StringComparison.Ordinal);
        return error switch
        {
            PathTooLongException => NotWritable("its name is too long for the file system", error),
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, error),
            _ => new IOException(message, error) { HResult = error.HResult },
        };
    }

    public R2Exception NotWritable(string why, Exception? cause = null) => NotWritable(Asked, why, cause);

    private static UnixFileMode Inherit(UnixFile old, LockedFile file)
    {
        UnixFileMode mode = old.Mode & Permissions;
        UnixFile ours = UnixFile.Of(file.Handle);
        bool sameGroup = (ours.Owner, ours.Group) == (old.Owner, old.Group) || UnixFiles.TryGive(file.Handle, old.Owner, old.Group) || ours.Group == old.Group;

        // The rights of the old group do not pass to another group, unless everybody has them.
        return sameGroup || OperatingSystem.IsWindows() ? mode : (mode & ~Group) | (mode & (UnixFileMode)((int)(mode & Other) << 3));
    }

    [SupportedOSPlatform("windows")]
    private void CopyAccess(string to)
    {
        FileSecurity access = new();
        access.SetSecurityDescriptorBinaryForm(new FileInfo(Path).GetAccessControl(AccessControlSections.Access).GetSecurityDescriptorBinaryForm(), AccessControlSections.Access);
        new FileInfo(to).SetAccessControl(access);
    }

    /// <summary>Whether something has the name, were it a link to nothing.</summary>
    private static bool IsTaken(string path) => OperatingSystem.IsWindows() ? System.IO.Path.Exists(path) : UnixFile.At(path) is not null;

    /// <summary>The file itself that has a name.</summary>
    private static string FileAt(string path)
    {
        if (Directory.Exists(path))
        {
            throw NotWritable(path, "a folder is in its place");
        }

        string file = Behind(path);
        return new FileInfo(file) is { Exists: true, IsReadOnly: true } ? throw NotWritable(path, "it is read-only") : file;
    }

    private static string Behind(string path)
    {
        try
        {
            FileState.Of(path);
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (R2Exception e)
        {
            throw NotWritable(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static R2Exception NotWritable(string path, string why, Exception? cause = null) =>
        new(R2ErrorCodes.TargetNotWritable, $"The file '{path}' cannot be written: {why}.", cause);
}
