namespace R2.Cmdlets.Syncing;

/// <summary>A file of keys, one on each line, as rclone's --files-from reads it: empty lines and those that begin with # or ; say nothing.</summary>
internal static class KeyList
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyCollection<string> Read(string path) =>
        [.. File.ReadLines(path).Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] is not ('#' or ';')).Select(static line => line.TrimStart('/'))];
}
