using R2.Files;
using R2.Unit.Support;

namespace R2.Unit.Core.Content;

public sealed class UnixFilesTests
{
    [Theory]
    [InlineData(0x81A4, "Regular")]
    [InlineData(0x41ED, "Folder")]
    [InlineData(0x11A4, "Pipe")]
    [InlineData(0xC1ED, "Socket")]
    [InlineData(0x21B6, "Device")]
    [InlineData(0x61B0, "Device")]
    [InlineData(0x0180, "Other")]
    [InlineData(0xA1FF, "Other")]
    public void KindOf_Mode_IsWhatItsFirstFourBitsSay(int mode, string kind) => Assert.Equal(kind, UnixFiles.KindOf(mode).ToString());

    [UnixFact("stat is not of Windows.")]
    public void StateOf_File_IsWhatDotNetSaysOfItByPathAndByHandle()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[1234]);
            File.SetLastWriteTimeUtc(path, new DateTime(1969, 7, 20, 20, 17, 40, DateTimeKind.Utc).AddTicks(1234567));
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);

            FileState expected = new(FileKind.Regular, 1234, FileTime.Of(File.GetLastWriteTimeUtc(handle)));
            Assert.Equal(expected, UnixFiles.StateOf(path));
            Assert.Equal(expected, UnixFiles.StateOf(handle));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
