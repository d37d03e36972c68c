using System.Text;
using R2.Files;
using R2.Transfer.Paths;

namespace R2.Cmdlets.Files;

/// <summary>Writes files that others read at any moment: they see what was there before or all that is there now.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">The folder is not there, or the file cannot be written.</exception>
    /// <exception cref="R2Exception">The file cannot be written: it is read-only, or a folder or a link to nowhere has its name.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static void Write(string path, string text)
    {
        // /dev/stdout is written to and never replaced. .NET does not tell devices from files, so it goes by where they lie.
        if (PathRules.Here.IsAmongDevices(path) && File.Exists(path))
        {
            using FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            device.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }

        // node_exporter, which reads *.prom, passes over the name that it has until it is whole.
        using PartialFile file = PartialFile.Create(path);
        file.Content.Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }
}
