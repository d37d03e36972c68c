using System.Text;

namespace R2.Emulator.Storage.Stores;

/// <summary>
/// A folder that one emulator uses at a time. A marker file shows that an emulator created it, and is locked while one uses it. Only the owner may read
/// the folder, and links and other special files are never followed.
/// </summary>
internal sealed class StoreFolder : IDisposable
{
    private const string MarkerName = ".r2-emulator";
    private const string MarkerText = "The R2 emulator keeps its objects in this folder, and removes from it what no object needs.\n";
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly EnumerationOptions s_withoutLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly FileStream _marker;

    private StoreFolder(string path, FileStream marker) => (Path, _marker) = (path, marker);

    public string Path { get; }

    /// <exception cref="IOException">The folder contains something else, or another emulator uses it.</exception>
    public static StoreFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        string marker = System.IO.Path.Combine(path, MarkerName);
        bool isNew = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
        if (!isNew && !File.Exists(marker))
        {
            throw new IOException($"The folder '{path}' contains files and was not created by an emulator. The folder of an emulator must be empty at first.");
        }

        // The folder itself may be a link, since the user named it.
        Make(path);
        FileStream file = Lock(path, marker);
        try
        {
            ThrowIfLink(marker);
            if (isNew)
            {
                // An existing one, too: only the owner may read what is stored.
                Protect(path);
                file.Write(Encoding.UTF8.GetBytes(MarkerText));
                file.Flush();
            }

            return file.CanSeek ? new StoreFolder(path, file) : throw NotPlain(marker);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates a folder within it, unless it exists.</summary>
    /// <exception cref="IOException">A link has its name.</exception>
    public static void MakeFolder(string path)
    {
        // One by one, since only the last would get the mode.
        string parent = System.IO.Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
        {
            MakeFolder(parent);
        }

        Make(path);
        ThrowIfLink(path);
    }

    /// <summary>Writes a file that must not exist.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None) => new(path, Options(FileMode.CreateNew, FileAccess.Write, FileShare.Read, options));

    /// <summary>Replaces a file as a whole.</summary>
    public static void Replace(string path, byte[] content)
    {
        MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        string fresh = path + ".new";
        // Left by a crash. If it is a link, only the link is deleted.
        File.Delete(fresh);
        using (FileStream file = Create(fresh))
        {
            file.Write(content);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <exception cref="IOException">It is not a regular file.</exception>
    public static byte[] Read(string path)
    {
        using FileStream file = OpenPlain(path);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <exception cref="IOException">It is not a regular file.</exception>
    public static long LengthOf(string path)
    {
        using FileStream file = OpenPlain(path);
        return file.Length;
    }

    /// <summary>Folders in a folder, without links.</summary>
    public static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "*", s_withoutLinks) : [];

    /// <summary>Files at this depth below a folder, without links and their targets.</summary>
    public static IEnumerable<string> Files(string folder, string pattern, int depth) =>
        depth > 0 ? Folders(folder).SelectMany(inner => Files(inner, pattern, depth - 1))
        : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, s_withoutLinks)
        : [];

    public void Dispose() => _marker.Dispose();

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnFolder);
        }
    }

    private static FileStream Lock(string path, string marker)
    {
        try
        {
            return new FileStream(marker, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.None));
        }
        catch (IOException e) when (File.Exists(marker))
        {
            throw new IOException($"The folder '{path}' is in use by another emulator.", e);
        }
    }

    /// <summary>Opened for writing, too, so that a pipe is opened at once; for reading alone it would wait for a writer.</summary>
    private static FileStream OpenPlain(string path)
    {
        ThrowIfLink(path);
        FileStream file = new FileStream(path, Options(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None));
        if (!file.CanSeek)
        {
            file.Dispose();
            throw NotPlain(path);
        }

        return file;
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share, FileOptions options)
    {
        FileStreamOptions all = new FileStreamOptions { Mode = mode, Access = access, Share = share, Options = options, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            all.UnixCreateMode = OwnFile;
        }

        return all;
    }

    private static void Protect(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, OwnFolder);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // A folder of another owner: what is created in it is private all the same.
        }
    }

    private static void ThrowIfLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw NotPlain(path);
        }
    }

    private static IOException NotPlain(string path) => new($"'{path}' is a link or no plain file, and is not what the emulator stored.");
}
