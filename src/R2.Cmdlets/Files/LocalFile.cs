namespace R2.Cmdlets.Files;

/// <summary>A file to upload, and the key it would have below a prefix.</summary>
internal readonly record struct LocalFile(string Path, string Name)
{
    /// <summary>Length in bytes, to send long ones first; 0 for what is not a file, which is told when its turn comes.</summary>
    public long Length
    {
        get
        {
            try
            {
                return R2Content.FromFile(Path).Length ?? 0;
            }
            catch (Exception e) when (e is R2Exception or IOException or UnauthorizedAccessException)
            {
                return 0;
            }
        }
    }

    /// <summary>What a path names, be it a file or not.</summary>
    public static LocalFile At(string path) => new(path, System.IO.Path.GetFileName(path));

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
