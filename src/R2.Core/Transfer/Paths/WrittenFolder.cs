using System.Security.Cryptography;
using R2.Files;
using R2.Transfer.Journals;

namespace R2.Transfer.Paths;

/// <summary>What is looked up once in a folder that files are written into.</summary>
internal sealed class WrittenFolder
{
    private const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = true, MatchType = MatchType.Simple };

    private readonly string _path;
    private readonly Lazy<UnixFile> _newFile;
    private readonly Lazy<ILookup<string, string>> _leftovers;
    private volatile bool _isMade;

    public WrittenFolder(string path)
    {
        _path = path;
        _newFile = new Lazy<UnixFile>(Probe);
        _leftovers = new Lazy<ILookup<string, string>>(Find);
    }

    /// <summary>Whether it was there, or was made, when it was looked at; it may have been removed since.</summary>
    public bool IsMade => _isMade;

    /// <summary>
    /// What a file that this process makes there is: its mode, which is the umask's or what the folder's default rights make of it, and its owner. Only a file tells, for
    /// the umask cannot be read without being set, for all threads, and servers of files map users.
    /// </summary>
    public UnixFile NewFile => OperatingSystem.IsWindows() ? default : _newFile.Value;

    /// <exception cref="R2Exception">A file is where a folder must be.</exception>
    public void MakeFor(TargetFile target)
    {
        target.MakeFolder();
        _isMade = true;
    }

    /// <summary>Removes what killed processes have left of transfers to a file, but for what another transfer to it may still be taken up from.</summary>
    public void RemoveLeftovers(TargetFile target, string? identity)
    {
        // What may be taken up is long, and worth a look of its own: a transfer of this very command may have left it.
        ILookup<string, string> leftovers = identity is null ? _leftovers.Value : Find();
        if (leftovers.Count == 0)
        {
            return;
        }

        foreach (string name in leftovers[TemporaryName.Prefix(target.Name, null)])
        {
            if (TemporaryName.IsOf(name, target.Name, identity))
            {
                Remove(Path.Combine(_path, name));
            }
        }
    }

    /// <summary>
    /// Locked by nobody, twice: a file that is just getting its own name is without a lock for a moment, while one lock becomes another (flock(2)), and has that name soon after.
    /// </summary>
    private static void Remove(string path)
    {
        try
        {
            if (IsFree(path))
            {
                Thread.Sleep(s_moment);
                using LockedFile? file = LockedFile.OpenExisting(path);
                file?.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use, or another user's.
        }
    }

    private static bool IsFree(string path)
    {
        using LockedFile? file = LockedFile.OpenExisting(path);
        return file is not null;
    }

    private ILookup<string, string> Find() => Directory
        .EnumerateFiles(_path, ".*", s_all)
        .Select(static path => Path.GetFileName(path))
        .Where(TemporaryName.IsOne)
        .ToLookup(name => TemporaryName.BeginningOf(name)!, StringComparer.Ordinal);

    private UnixFile Probe()
    {
        string path = Path.Combine(_path, TemporaryName.New(Convert.ToHexString(RandomNumberGenerator.GetBytes(4)), null));
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            return default;
        }

        options.UnixCreateMode = All;
        using FileStream file = new(path, options);
        File.Delete(path);
        return UnixFile.Of(file.SafeFileHandle);
    }
}
