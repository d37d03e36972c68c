using System.Collections.Concurrent;
using R2.Http;

namespace R2.Transfer;

/// <summary>A folder that keys are downloaded into. Nothing is ever written outside it: not by dots, not by links, not by two keys that meet in one path.</summary>
public sealed class TargetFolder
{
    private readonly string _root;
    private readonly string _below;
    private readonly bool _sanitize;
    private readonly bool _windows = OperatingSystem.IsWindows();
    private readonly bool _foldsCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();
    private readonly ConcurrentDictionary<string, string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a folder.</summary>
    /// <param name="path">Path of the folder; it need not exist.</param>
    /// <param name="sanitizeNames">Escapes what cannot be in a path, reversibly, in place of refusing it.</param>
    public TargetFolder(string path, bool sanitizeNames = false)
    {
        (_root, _sanitize) = (System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)), sanitizeNames);

        // The root of a drive keeps its separator.
        _below = System.IO.Path.EndsInDirectorySeparator(_root) ? _root : _root + System.IO.Path.DirectorySeparatorChar;
    }

    /// <summary>Full path for a key.</summary>
    /// <param name="key">Key, or the rest of one behind a prefix.</param>
    /// <exception cref="R2Exception">The key cannot be a path here (<see cref="R2ErrorCodes.UnsafePath"/>).</exception>
    public string PathFor(string key)
    {
        string relative = KeyPath.ToPath(key, _sanitize, _windows);
        relative = _foldsCase ? Unique(key, relative) : relative;
        string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(_root, relative));
        if (!full.StartsWith(_below, StringComparison.Ordinal))
        {
            throw R2Exception.Invalid(R2ErrorCodes.UnsafePath, $"The key '{key}' would be written outside the folder '{_root}'.");
        }

        ThrowIfLinked(key, full);
        return full;
    }

    /// <summary>Full path of the folder that a key which ends in a slash stands for.</summary>
    /// <param name="key">Key, or the rest of one behind a prefix, with a slash at its end.</param>
    /// <exception cref="R2Exception">The key cannot be a path here (<see cref="R2ErrorCodes.UnsafePath"/>).</exception>
    public string FolderFor(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string folder = PathFor(key.EndsWith('/') ? key[..^1] : key);
        return new DirectoryInfo(folder) is { Exists: true, LinkTarget: not null } ? throw Linked(key, folder) : folder;
    }

    /// <summary>On file systems that take two spellings for one, the first key has the path.</summary>
    private string Unique(string key, string relative)
    {
        for (string candidate = relative; ; candidate = KeyPath.EscapeMore(candidate))
        {
            string owner = _taken.GetOrAdd(NameRules.Identity(candidate), key);
            if (owner == key)
            {
                return candidate;
            }

            if (!_sanitize || KeyPath.EscapeMore(candidate) == candidate)
            {
                throw R2Exception.Invalid(R2ErrorCodes.UnsafePath, $"The keys '{owner}' and '{key}' meet in one path on this file system. With SanitizeNames the second is escaped.");
            }
        }
    }

    private void ThrowIfLinked(string key, string full)
    {
        for (string? folder = System.IO.Path.GetDirectoryName(full); folder is not null && folder.Length > _root.Length; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder) is { Exists: true, LinkTarget: not null })
            {
                throw Linked(key, folder);
            }
        }
    }

    private R2Exception Linked(string key, string folder) => R2Exception.Invalid(
        R2ErrorCodes.UnsafePath, $"The key '{key}' would be written through the link '{folder}', which leads out of the folder '{_root}' or may.");
}
