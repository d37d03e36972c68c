namespace R2.Cmdlets.Common;

/// <summary>Where a key goes below a folder.</summary>
internal static class DownloadTarget
{
    private static readonly char[] s_forbidden = OperatingSystem.IsWindows() ? ['\\', ':', '*', '?', '"', '<', '>', '|', '\0'] : ['\0'];

    /// <exception cref="R2Exception">The key would leave the folder, or cannot be a file name (<c>R2.KeyEscapesFolder</c>).</exception>
    public static string Below(string folder, string key)
    {
        string[] segments = key.Split('/');
        bool safe = segments.All(static segment => segment.Length > 0 && segment is not ("." or "..") && segment.IndexOfAny(s_forbidden) < 0);
        string path = safe ? Path.GetFullPath(Path.Combine([folder, .. segments])) : "";
        return path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new R2Exception("KeyEscapesFolder", $"The key '{key}' cannot be a file below '{folder}': a part of it is empty, '.' or '..', or holds a sign that file names cannot.") { Key = key };
    }
}
