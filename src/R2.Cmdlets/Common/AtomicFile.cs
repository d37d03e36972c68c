using System.Text;

namespace R2.Cmdlets.Common;

/// <summary>Writes files that others read at any moment: they see what was there before or all that is there now.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">The folder is not there, or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static void Write(string path, string text)
    {
        // In the same folder, for a rename is atomic within one file system only; and with a name that node_exporter, which reads *.prom, passes over.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
