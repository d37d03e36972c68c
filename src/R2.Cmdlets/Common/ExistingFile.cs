namespace R2.Cmdlets.Common;

/// <summary>What stands in the way of a download.</summary>
internal static class ExistingFile
{
    /// <exception cref="R2Exception">The file is there already and may not be overwritten (<c>R2.FileExists</c>), or is a folder (<c>R2.PathIsFolder</c>).</exception>
    public static void ThrowIfInTheWay(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            throw new R2Exception("PathIsFolder", $"'{path}' is a folder.");
        }

        if (!overwrite && File.Exists(path))
        {
            throw new R2Exception("FileExists", $"The file '{path}' is there already.");
        }
    }
}
