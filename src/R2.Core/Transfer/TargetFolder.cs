using System.Runtime.InteropServices;

namespace R2.Transfer;

/// <summary>A folder that keys are downloaded into. Nothing is ever written outside it: not by dots, not by links, not by two keys that meet in one path.</summary>
public sealed class TargetFolder
{
    private readonly string _root;
    private readonly string _below;
    private readonly bool _sanitize;
    private readonly bool _windows = OperatingSystem.IsWindows();
    private readonly Func<string, string, string, bool> _areOne;
    private readonly Dictionary<string, List<(string Path, string Key)>> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a folder.</summary>
    /// <param name="path">Path of the folder; it need not exist.</param>
    /// <param name="sanitizeNames">Escapes what cannot be in a path, in place of refusing it.</param>
    public TargetFolder(string path, bool sanitizeNames = false)
        : this(path, sanitizeNames, FoldedNames.AreOne)
    {
    }

    /// <param name="path">Path of the folder.</param>
    /// <param name="sanitizeNames">Escapes what cannot be in a path.</param>
    /// <param name="areOne">Whether two names in a folder are one file's.</param>
    internal TargetFolder(string path, bool sanitizeNames, Func<string, string, string, bool> areOne)
    {
        (_root, _sanitize, _areOne) = (System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)), sanitizeNames, areOne);

        // The root of a drive keeps its separator.
        _below = System.IO.Path.EndsInDirectorySeparator(_root) ? _root : _root + System.IO.Path.DirectorySeparatorChar;
    }

    /// <summary>Full path for a key.</summary>
    /// <param name="key">Key, or the rest of one behind a prefix.</param>
    /// <exception cref="R2Exception">
    /// The key cannot be a path here (<see cref="R2ErrorCodes.UnsafePath"/>), or the path is that of another key (<see cref="R2ErrorCodes.DuplicateKey"/>).
    /// </exception>
    public string PathFor(string key)
    {
        string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(_root, Unique(key, KeyPath.ToPath(key, _sanitize, _windows))));
        if (!full.StartsWith(_below, StringComparison.Ordinal))
        {
            throw R2Exception.Invalid(R2ErrorCodes.UnsafePath, $"The key '{key}' would be written outside the folder '{_root}'.");
        }

        ThrowIfLinked(full);
        return full;
    }

    /// <summary>Full path of the folder that a key which ends in a slash stands for.</summary>
    /// <param name="key">Key, or the rest of one behind a prefix, with a slash at its end.</param>
    /// <exception cref="R2Exception">The key cannot be a path here (<see cref="R2ErrorCodes.UnsafePath"/>).</exception>
    public string FolderFor(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return PathFor(key.EndsWith('/') ? key[..^1] : key);
    }

    /// <summary>Fails where an open file is not below this folder: somebody may have put a link there since its path was looked at.</summary>
    internal void ThrowIfLinked(PartialFile file)
    {
        ThrowIfLinked(file.Path);
        if (!file.IsInPlace || !file.Path.StartsWith(_below, StringComparison.Ordinal))
        {
            throw Linked(file.Path, System.IO.Path.GetDirectoryName(file.Path)!);
        }
    }

    /// <summary>
    /// Of two keys that the file system takes for one name the first has it. Which those are is asked of the file system itself, where two keys look as if:
    /// Linux mounts disks that fold case, and Windows and macOS some that do not.
    /// </summary>
    private string Unique(string key, string relative)
    {
        for (string candidate = relative; ; candidate = KeyPath.EscapeMore(candidate))
        {
            lock (_taken)
            {
                ref List<(string Path, string Key)>? alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_taken, FoldedNames.Fold(candidate), out _);
                alike ??= new(1);
                int taken = alike.FindIndex(other => other.Path == candidate || FoldedNames.ArePathsOne(_root, other.Path, candidate, _areOne));
                if (taken < 0)
                {
                    alike.Add((candidate, key));
                    return candidate;
                }

                if (alike[taken] == (candidate, key))
                {
                    return candidate;
                }

                if (!_sanitize || KeyPath.EscapeMore(candidate) == candidate)
                {
                    throw R2Exception.Invalid(R2ErrorCodes.DuplicateKey, $"The keys '{alike[taken].Key}' and '{key}' have one name on this file system.");
                }
            }
        }
    }

    private void ThrowIfLinked(string full)
    {
        for (string? path = full; path is not null && path.Length > _root.Length; path = System.IO.Path.GetDirectoryName(path))
        {
            // Of a folder too: of what is no folder, a FileInfo tells as well.
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw Linked(full, path);
            }
        }
    }

    private R2Exception Linked(string file, string link) => R2Exception.Invalid(
        R2ErrorCodes.UnsafePath, $"The file '{file}' would be written through the link '{link}', which may lead out of the folder '{_root}'.");
}
