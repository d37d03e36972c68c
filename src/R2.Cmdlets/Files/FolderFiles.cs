namespace R2.Cmdlets.Files;

/// <summary>
/// The files of a folder and of those in it. Links to folders are not followed, as by Get-ChildItem: they may lead in a circle. What cannot be read is told,
/// and the rest goes on.
/// </summary>
internal static class FolderFiles
{
    /// <param name="root">Path of the folder; it may be a link itself.</param>
    /// <param name="unreadable">Called with a folder that cannot be read, and why.</param>
    /// <param name="linked">Called with a link that is not followed.</param>
    /// <param name="mayEnter">Whether a folder is looked into; null for all.</param>
    public static IEnumerable<string> Enumerate(string root, Action<string, Exception> unreadable, Action<string> linked, Func<string, bool>? mayEnter = null)
    {
        Stack<string> folders = new([root]);
        while (folders.TryPop(out string? folder))
        {
            foreach (FileSystemInfo entry in Entries(folder, unreadable))
            {
                if (entry is not DirectoryInfo)
                {
                    yield return entry.FullName;
                }
                else if (mayEnter?.Invoke(entry.FullName) == false)
                {
                    continue;
                }
                else if (entry.LinkTarget is null)
                {
                    folders.Push(entry.FullName);
                }
                else
                {
                    linked(entry.FullName);
                }
            }
        }
    }

    private static FileSystemInfo[] Entries(string folder, Action<string, Exception> unreadable)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable(folder, e);
            return [];
        }
    }
}
