using R2.Files;

namespace R2.Unit.Core.Content;

public sealed class WindowsFilesTests
{
    [Theory]
    [InlineData(@"C:\data\file.txt", "Regular")]
    [InlineData(@"C:\pipe\file.txt", "Regular")]
    [InlineData(@"\\server\share\file.txt", "Regular")]
    [InlineData(@"\\server\share\pipe\file.txt", "Regular")]
    [InlineData(@"\\?\C:\data\a long name.txt", "Regular")]
    [InlineData(@"\\.\C:\data\file.txt", "Regular")]
    [InlineData(@"\\?\UNC\server\share\file.txt", "Regular")]
    [InlineData(@"\\?\Volume{26a21bda-a627-11d7-9931-806e6f6e6963}\file.txt", "Regular")]
    [InlineData(@"C:\data\file.txt:stream", "Stream")]
    [InlineData(@"C:\data\file.txt::$DATA", "Stream")]
    [InlineData(@"C:\data:stream\file.txt", "Stream")]
    [InlineData(@"\\server\share\file.txt:stream", "Stream")]
    [InlineData(@"\\?\C:\data\file.txt:stream", "Stream")]
    [InlineData(@"\\?\UNC\server\share\file.txt:stream", "Stream")]
    [InlineData(@"\\.\pipe\docker_engine", "Pipe")]
    [InlineData(@"\\.\PIPE\docker_engine", "Pipe")]
    [InlineData(@"\\server\pipe\spoolss", "Pipe")]
    [InlineData(@"\\?\UNC\server\pipe\spoolss", "Pipe")]
    [InlineData(@"\\.\NUL", "Device")]
    [InlineData(@"\\.\CON", "Device")]
    [InlineData(@"\\.\COM1", "Device")]
    [InlineData(@"\\.\C:", "Device")]
    [InlineData(@"\\.\PhysicalDrive0", "Device")]
    [InlineData(@"\\?\GLOBALROOT\Device\HarddiskVolume1\x", "Device")]
    [InlineData(@"\\?\Volume{26a21bda-a627-11d7-9931-806e6f6e6963}", "Device")]
    public void KindByName_FullPath_TellsDevicesAndPipes(string path, string kind) => Assert.Equal(kind, WindowsFiles.KindByName(path).ToString());

    [Fact]
    public void StateOf_File_IsThatOfTheFileBehindItsLinks()
    {
        // The rules of Windows need nothing that other systems lack: links are enough.
        string folder = Directory.CreateTempSubdirectory("r2-files-").FullName;
        try
        {
            string file = Path.Combine(folder, "file");
            File.WriteAllBytes(file, new byte[5000]);
            FileState expected = new(FileKind.Regular, 5000, FileTime.Of(File.GetLastWriteTimeUtc(file)));
            using (Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(file))
            {
                Assert.Equal(expected, WindowsFiles.StateOf(handle));
            }

            Assert.Equal(expected, WindowsFiles.StateOf(file));
            Assert.Equal(FileKind.Folder, WindowsFiles.StateOf(folder).Kind);
            Assert.Throws<FileNotFoundException>(() => WindowsFiles.StateOf(file + ".none"));
            if (OperatingSystem.IsWindows())
            {
                return; // Links need rights there.
            }

            File.CreateSymbolicLink(file + ".link", "file");
            File.CreateSymbolicLink(file + ".dangling", "nothing");
            File.CreateSymbolicLink(file + ".loop", "file.loop");
            Assert.Equal(expected, WindowsFiles.StateOf(file + ".link"));
            Assert.Equal("BrokenLink", Assert.Throws<R2Exception>(() => WindowsFiles.StateOf(file + ".dangling")).Code);
            Assert.Equal("BrokenLink", Assert.Throws<R2Exception>(() => WindowsFiles.StateOf(file + ".loop")).Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
