using R2.Files;

namespace R2.Transfer.Paths;

/// <summary>A folder that keys are downloaded into. Nothing is ever written outside it: not by dots, not by links, not by two keys that meet in one path.</summary>
internal sealed class TargetFolder
{
    private readonly string _root;
    private readonly string _below;
    private readonly bool _sanitize;
    private readonly PathRules _rules;
    private readonly TakenPaths? _taken;

    /// <summary>Takes a folder.</summary>
    /// <param name="path">Path of the folder; it need not exist.</param>
    /// <param name="sanitizeNames">Escapes what cannot be in a path, in place of refusing it.</param>
    public TargetFolder(string path, bool sanitizeNames = false)
        : this(path, sanitizeNames, FoldedNames.AreOne, PathRules.Here)
    {
    }

    private TargetFolder(string path, TakenPaths? taken)
        : this(path, sanitizeNames: false, FoldedNames.AreOne, PathRules.Here) => _taken = taken;

    /// <param name="path">Path of the folder.</param>
    /// <param name="sanitizeNames">Escapes what cannot be in a path.</param>
    /// <param name="areOne">Whether two names in a folder are one file's.</param>
    /// <param name="rules">Whose rules hold for names.</param>
    internal TargetFolder(string path, bool sanitizeNames, Func<string, string, string, bool> areOne, PathRules rules)
    {
        (_root, _sanitize, _rules) = (System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)), sanitizeNames, rules);
        _taken = new TakenPaths((left, right) => FoldedNames.ArePathsOne(_root, left, right, areOne));

        // The root of a drive keeps its separator.
        _below = System.IO.Path.EndsInDirectorySeparator(_root) ? _root : _root + System.IO.Path.DirectorySeparatorChar;
    }

    /// <summary>A folder for whoever sees by himself that no two keys meet in one path: nothing is kept of those that are asked for.</summary>
    /// <param name="path">Path of the folder; it need not exist.</param>
    public static TargetFolder WithoutClaims(string path) => new(path, taken: null);

    /// <summary>Full path for a key.</summary>
    /// <param name="key">Key, or the rest of one behind a prefix.</param>
    /// <exception cref="R2Exception">
    /// The key cannot be a path here (<see cref="R2ErrorCodes.UnsafePath"/>), or the path is that of another key (<see cref="R2ErrorCodes.DuplicateKey"/>).
    /// </exception>
    public string PathFor(string key)
    {
        string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(_root, Unique(key, KeyPath.ToPath(key, _sanitize, _rules.AreOfWindows))));
        if (!full.StartsWith(_below, StringComparison.Ordinal))
        {
            throw R2Exception.Invalid(R2ErrorCodes.UnsafePath, $"The key '{key}' would be written outside the folder '{_root}'.");
        }

        ThrowIfAnyIsALink(full, full);
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
        if (!file.IsInPlace)
        {
            throw Linked(file.Path, System.IO.Path.GetDirectoryName(file.Path)!);
        }
    }

    /// <summary>
    /// Fails where a link leads to an open file's path. What the path stands for then is the caller's to compare with the file, behind this and not before: a link may be
    /// gone again that the file was opened through.
    /// </summary>
    internal void ThrowIfLinked(string file)
    {
        string folder = System.IO.Path.GetDirectoryName(file)!;
        if (!file.StartsWith(_below, StringComparison.Ordinal))
        {
            throw Linked(file, folder);
        }

        ThrowIfAnyIsALink(file, folder);
    }

    /// <summary>
    /// Of two keys that the file system takes for one name the first has it. Which those are is asked of the file system itself, where two keys look as if:
    /// Linux mounts disks that fold case, and Windows and macOS some that do not.
    /// </summary>
    private string Unique(string key, string relative)
    {
        for (string candidate = relative; ; candidate = KeyPath.EscapeMore(candidate))
        {
            if (_taken is null)
            {
                return candidate;
            }

            lock (_taken)
            {
                TakenPaths.Taken? taken = _taken.Find(candidate);
                if (taken is null)
                {
                    _taken.Add(candidate, key);
                    return candidate;
                }

                if (taken.Path == candidate && taken.Source == key)
                {
                    return candidate;
                }

                if (!_sanitize || KeyPath.EscapeMore(candidate) == candidate)
                {
                    throw R2Exception.Invalid(R2ErrorCodes.DuplicateKey, $"The keys '{taken.Source}' and '{key}' have one name on this file system.");
                }
            }
        }
    }

    private void ThrowIfAnyIsALink(string file, string lowest)
    {
        for (string? path = lowest; path is not null && path.Length > _root.Length; path = System.IO.Path.GetDirectoryName(path))
        {
            if (IsLink(path))
            {
                throw Linked(file, path);
            }
        }
    }

    /// <summary>Of a folder too: of what is no folder, a FileInfo tells as well.</summary>
    private static bool IsLink(string path) =>
        (OperatingSystem.IsWindows() || UnixFile.At(path) is { Kind: FileKind.Other }) && new FileInfo(path).LinkTarget is not null;

    private R2Exception Linked(string file, string link) => R2Exception.Invalid(
        R2ErrorCodes.UnsafePath, $"The file '{file}' would be written through the link '{link}', which may lead out of the folder '{_root}'.");
}
