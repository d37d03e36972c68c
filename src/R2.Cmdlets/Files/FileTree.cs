namespace R2.Cmdlets.Files;

/// <summary>A file, or a folder whose files are written, and from where on their paths count.</summary>
/// <param name="Path">Full path.</param>
/// <param name="IsContents">Whether what is in it is meant, and not the folder itself: it is named with a slash at the end, or as the one where one is.</param>
/// <param name="IsNamed">Whether somebody named it, and patterns go from it on; otherwise a wildcard or a pipeline found it, and patterns may mean it as well.</param>
internal readonly record struct FileTree(string Path, bool IsContents, bool IsNamed)
{
    /// <summary>Whether it is a folder, or a link to one.</summary>
    public bool IsFolder => Directory.Exists(Path);

    private string Parent => System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(Path)) ?? Path;

    /// <summary>Whether a path, as it was typed, means what is in a folder.</summary>
    public static bool MeansContents(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name is "" or "." or "..";
    }

    /// <summary>What a key has of a file's path.</summary>
    public string KeyName(string file) => Below(IsContents ? Path : Parent, file);

    /// <summary>What patterns are compared with.</summary>
    public string PatternName(string file) => Below(IsNamed ? Path : Parent, file);

    private static string Below(string folder, string file) => System.IO.Path.GetRelativePath(folder, file).Replace(System.IO.Path.DirectorySeparatorChar, '/');
}
