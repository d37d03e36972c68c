namespace R2.Cmdlets.Common;

/// <summary>Writes a file under a temporary name beside its own and renames it when it is whole: nobody ever sees half of it.</summary>
internal static class AtomicFile
{
    private const int BufferSize = 256 * 1024;

    /// <exception cref="R2Exception">The file is there already and may not be overwritten (<c>R2.FileExists</c>).</exception>
    public static async Task WriteAsync(string path, Stream content, bool overwrite, CancellationToken cancellation)
    {
        CheckFree(path, overwrite);
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.r2part");
        try
        {
            FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, BufferSize, cancellation).ConfigureAwait(false);
            }

            // Again: another process may have made it meanwhile, and Move would say so less clearly.
            CheckFree(path, overwrite);
            File.Move(temporary, path, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public static void CheckFree(string path, bool overwrite)
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
