using System.Globalization;
using R2.Cmdlets.Common;

namespace R2.Unit.Cmdlets.Common;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-").FullName;

    [Fact]
    public void Write_NoFolder_NamesTheFolderAndNotATemporaryFile()
    {
        string missing = Path.Combine(_folder, "none");

        DirectoryNotFoundException e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(missing, "r2.prom"), "text"));

        Assert.Equal($"There is no folder '{missing}'.", e.Message);
    }

    // A descriptor stands for the devices: where it is not written through, nothing can be made beside it, and nothing is replaced.
    [Fact]
    public void Write_Device_WritesThroughAndReplacesNothing()
    {
        string path = Path.Combine(_folder, "target");
        using FileStream target = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        string device = string.Create(CultureInfo.InvariantCulture, $"/dev/fd/{target.SafeFileHandle.DangerousGetHandle()}");
        if (!File.Exists(device))
        {
            return;
        }

        AtomicFile.Write(device, "text");

        Assert.Equal(4, target.Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
