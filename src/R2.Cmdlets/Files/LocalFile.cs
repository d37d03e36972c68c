using R2.Files;

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

    /// <summary>The files in a folder.</summary>
    /// <param name="tree">Which folder, and how its files are named.</param>
    /// <param name="selection">Which of them are meant.</param>
    /// <param name="unreadable">As in <see cref="FolderFiles"/>.</param>
    /// <param name="linked">As in <see cref="FolderFiles"/>.</param>
    public static IEnumerable<LocalFile> In(FileTree tree, NameSelection selection, Action<string, Exception> unreadable, Action<string> linked)
    {
        IEnumerable<string> files = selection.IsAll
            ? FolderFiles.Enumerate(tree.Path, unreadable, linked)
            : FolderFiles.Enumerate(tree.Path, unreadable, linked, folder => selection.MayEnter(tree.PatternName(folder))).Where(file => selection.Contains(tree.PatternName(file)));
        return files.Select(file => new LocalFile(file, tree.KeyName(file)));
    }
}
