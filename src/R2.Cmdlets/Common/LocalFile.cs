namespace R2.Cmdlets.Common;

/// <summary>A file to upload, and the key it would have below a prefix.</summary>
internal readonly record struct LocalFile(string Path, string Name)
{
    /// <summary>Length in bytes; 0 for one that has gone meanwhile.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The file that a path names.</summary>
    /// <exception cref="R2Exception">The path is a folder.</exception>
    public static LocalFile Of(string path) => Directory.Exists(path)
        ? throw new R2Exception("PathIsFolder", $"'{path}' is a folder.")
        : new LocalFile(path, System.IO.Path.GetFileName(path));

    /// <summary>All files in a folder, named from the folder's own name on.</summary>
    /// <param name="folder">Full path.</param>
    /// <param name="unreadable">As in <see cref="FolderFiles"/>.</param>
    /// <param name="linked">As in <see cref="FolderFiles"/>.</param>
    public static IEnumerable<LocalFile> In(string folder, Action<string, Exception> unreadable, Action<string> linked)
    {
        string parent = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(folder)) ?? folder;
        return FolderFiles.Enumerate(folder, unreadable, linked)
            .Select(file => new LocalFile(file, System.IO.Path.GetRelativePath(parent, file).Replace(System.IO.Path.DirectorySeparatorChar, '/')));
    }
}
