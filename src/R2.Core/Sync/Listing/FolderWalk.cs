using System.Text;
using R2.Files;
using R2.Rules;
using R2.Transfer.Paths;

namespace R2.Sync.Listing;

/// <summary>The files below a folder, in the order of their keys. It holds the names of the folders on the way, and nothing else.</summary>
/// <param name="root">Full path of the folder.</param>
/// <param name="links">Which links are followed; null for none, as at a destination.</param>
/// <param name="options">Whether empty folders are told, and hidden files.</param>
/// <param name="mayHold">Whether anything below a folder may take part: given its relative key with a slash at its end.</param>
internal sealed class FolderWalk(string root, R2SymlinkPolicy? links, R2SyncOptions options, Func<string, bool> mayHold)
{
    private readonly Stack<(NameArena Names, int Next, string Prefix)> _open = new();
    private readonly Stack<UnixFile> _entered = new();

    /// <summary>By their names the selection leaves them out, at both ends.</summary>
    private readonly bool _hidesByAttribute = OperatingSystem.IsWindows() && options.Hidden == R2HiddenPolicy.Skip;

    /// <summary>Whether a folder could not be read, so that files may be missing.</summary>
    public bool IsIncomplete { get; private set; }

    public IEnumerable<SyncEntry> Enumerate()
    {
        if (Enter("") is { } unreadable)
        {
            yield return unreadable;
        }

        while (_open.TryPop(out (NameArena Names, int Next, string Prefix) at))
        {
            if (at.Next == at.Names.Count)
            {
                _entered.Pop();
                continue;
            }

            _open.Push((at.Names, at.Next + 1, at.Prefix));
            string key = at.Prefix + at.Names[at.Next];
            SyncEntry? entry = key.EndsWith('/') ? Folder(key) : File(key, PathOf(key));
            if (entry is not null)
            {
                yield return entry;
            }
        }
    }

    /// <summary>
    /// One file by its key; null where there is none. What a list would not have come to is not reached by a name either: neither by dots, nor by a link above it.
    /// </summary>
    public SyncEntry? Find(string key)
    {
        try
        {
            KeyPath.ToPath(key, sanitize: false, PathRules.Here.AreOfWindows);
        }
        catch (R2Exception e)
        {
            // No file here has that key.
            return links is null ? null : Obstacle(key, R2SyncReason.Unreadable, e);
        }

        key = Spelled(key);
        string path = PathOf(key);
        return !Path.Exists(path) || Directory.Exists(path) ? null : IsBehindLink(key) ? Obstacle(key, R2SyncReason.Special) : File(key, path);
    }

    /// <summary>Of the spellings that are one key at R2 the one that is here.</summary>
    private string Spelled(string key) => Ascii.IsValid(key) || Path.Exists(PathOf(key)) ? key
        : Array.Find([NameRules.Identity(key), key.Normalize(NormalizationForm.FormD)], spelling => Path.Exists(PathOf(spelling))) ?? key;

    private bool IsBehindLink(string key)
    {
        for (int end = key.IndexOf('/'); links != R2SymlinkPolicy.Follow && end >= 0; end = key.IndexOf('/', end + 1))
        {
            if (FileStat.IsLink(PathOf(key[..end])))
            {
                return true;
            }
        }

        return false;
    }

    private string PathOf(string key) => Path.Combine(root, Path.DirectorySeparatorChar == '/' ? key : key.Replace('/', Path.DirectorySeparatorChar));

    private SyncEntry? Folder(string key)
    {
        if (!mayHold(key))
        {
            return null;
        }

        string path = PathOf(key[..^1]);
        bool isLink = FileStat.IsLink(path);
        return IsHidden(path) ? Obstacle(key, R2SyncReason.Excluded)
            : isLink && links != R2SymlinkPolicy.Follow ? Obstacle(key, R2SyncReason.Special)
            : isLink && FileStat.IdentityOf(path) is { } target && _entered.Any(target.Is) ? Obstacle(key, R2SyncReason.Special)
            : Enter(key);
    }

    private SyncEntry? Enter(string key)
    {
        string path = key.Length == 0 ? root : PathOf(key[..^1]);
        try
        {
            UnixFile identity = FileStat.IdentityOf(path) ?? default;
            NameArena names = NameArena.Read(path);
            _open.Push((names, 0, key));
            _entered.Push(identity);
            return names.Count == 0 && key.Length > 0 && options.EmptyFolders == R2EmptyFolderPolicy.Marker
                ? new SyncEntry { Key = key, Stamp = new FileStamp(FileTime.Of(Directory.GetLastWriteTimeUtc(path)), default, 0) }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            IsIncomplete = true;
            return Obstacle(key, R2SyncReason.Unreadable, new R2Exception(R2ErrorCodes.SyncListingIncomplete, $"The folder '{path}' cannot be read: {e.Message}", e) { Key = key });
        }
    }

    private SyncEntry? File(string key, string path)
    {
        if (TemporaryName.IsOne(Path.GetFileName(path)))
        {
            return null;
        }

        if (IsHidden(path))
        {
            return Obstacle(key, R2SyncReason.Excluded);
        }

        try
        {
            FileStat stat = FileStat.Of(path, follow: false);
            if (stat.Kind == FileKind.Other && links is R2SymlinkPolicy.Files or R2SymlinkPolicy.Follow)
            {
                stat = FileStat.Of(path, follow: true);
            }

            return stat.Kind == FileKind.Regular
                ? new SyncEntry { Key = key, Size = stat.Length, Stamp = stat.Stamp }
                : Obstacle(key, R2SyncReason.Special);
        }
        catch (FileNotFoundException) when (!PathRules.Here.MayHideBytes(path))
        {
            // Gone since its folder was read, as files of others' programs are; unless its whole disk is.
            IsIncomplete |= _entered.TryPeek(out UnixFile folder) && !(FileStat.IdentityOf(Path.GetDirectoryName(path)!) ?? default).Is(folder);
            return null;
        }
        catch (Exception e) when (e is R2Exception or IOException or UnauthorizedAccessException)
        {
            return Obstacle(key, R2SyncReason.Unreadable, e as R2Exception ?? new R2Exception(R2ErrorCodes.SourceUnreadable, $"'{path}' cannot be looked at: {e.Message}", e) { Key = key });
        }
    }

    private bool IsHidden(string path) => _hidesByAttribute && new FileInfo(path).Attributes is var attributes && (int)attributes != -1 && attributes.HasFlag(FileAttributes.Hidden);

    private static SyncEntry Obstacle(string key, R2SyncReason reason, R2Exception? error = null) => new() { Key = key, Obstacle = reason, Error = error };
}
