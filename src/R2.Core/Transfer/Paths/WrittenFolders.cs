using System.Collections.Concurrent;

namespace R2.Transfer.Paths;

/// <summary>The folders that files are written into, each looked at once, however many files they are.</summary>
internal sealed class WrittenFolders
{
    private readonly ConcurrentDictionary<string, WrittenFolder> _folders = new(StringComparer.Ordinal);

    public WrittenFolder this[string path] => _folders.GetOrAdd(path, static folder => new WrittenFolder(folder));

    /// <summary>Forgets what is known of a folder that is no longer there.</summary>
    public WrittenFolder Renew(string path) => _folders[path] = new WrittenFolder(path);
}
