namespace R2.Cmdlets.Files;

/// <summary>What stands in the way of a download.</summary>
internal static class ExistingFile
{
    /// <exception cref="R2Exception">
    /// The file already exists and may not be overwritten (<see cref="R2ErrorCodes.FileExists"/>), or is a folder (<see cref="R2ErrorCodes.TargetNotWritable"/>).
    /// </exception>
    public static void ThrowIfInTheWay(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            throw new R2Exception(R2ErrorCodes.TargetNotWritable, $"The file '{path}' cannot be written: a folder is in its place.");
        }

        if (!overwrite && File.Exists(path))
        {
            throw new R2Exception(R2ErrorCodes.FileExists, $"The file '{path}' already exists.");
        }
    }

    /// <exception cref="R2Exception">A file has the folder's name, or that of one above it.</exception>
    public static DirectoryInfo MakeFolder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path);
        }
        catch (IOException e)
        {
            throw new R2Exception(R2ErrorCodes.TargetNotWritable, $"The folder '{path}' cannot be made: {e.Message}", e);
        }
    }
}
