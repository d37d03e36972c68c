using System.Globalization;
using R2.Cmdlets.Files;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Files;

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

    [UnixFact("Windows has no modes.")]
    public void Write_OverAFileBehindALink_KeepsModeAndLink()
    {
        string real = Path.Combine(_folder, "real.prom");
        string link = Path.Combine(_folder, "link.prom");
        File.WriteAllText(real, "old");
        FileModes.Set(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, real);

        AtomicFile.Write(link, "new");

        Assert.Equal(("new", real), (File.ReadAllText(real), new FileInfo(link).LinkTarget));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, FileModes.Of(real));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
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
