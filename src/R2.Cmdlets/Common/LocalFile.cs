namespace R2.Cmdlets.Common;

/// <summary>A file to upload, and the key it would have below a prefix.</summary>
internal readonly record struct LocalFile(string Path, string Name)
{
    /// <summary>Length in bytes; 0 for one that has gone meanwhile.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The file that a path names; for a folder all files in it, named from the folder's own name on.</summary>
    /// <exception cref="R2Exception">The path is a folder, and folders are not wanted.</exception>
    public static IEnumerable<LocalFile> Find(string path, bool recurse)
    {
        if (!Directory.Exists(path))
        {
            return [new LocalFile(path, System.IO.Path.GetFileName(path))];
        }

        if (!recurse)
        {
            throw new R2Exception("PathIsFolder", $"'{path}' is a folder.");
        }

        string parent = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(path)) ?? path;
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => new LocalFile(file, System.IO.Path.GetRelativePath(parent, file).Replace(System.IO.Path.DirectorySeparatorChar, '/')));
    }
}
