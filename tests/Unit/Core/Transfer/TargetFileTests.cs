using R2.Files;
using R2.Transfer.Paths;

namespace R2.Unit.Core.Transfer;

public sealed class TargetFileTests
{
    [Theory]
    [InlineData(@"C:\down\x.txt", null)]
    [InlineData(@"\\server\share\x.txt", null)]
    [InlineData(@"\\?\C:\down\x.txt", null)]
    [InlineData(@"C:\down\x.txt:stream", "it is a stream within a file")]
    [InlineData(@"C:\down\x.txt::$DATA", "it is a stream within a file")]
    [InlineData(@"\\.\NUL", "it is a device")]
    [InlineData(@"\\.\COM1", "it is a device")]
    [InlineData(@"\\.\pipe\x", "it is a named pipe")]
    public void WhyNotByName_PathOfWindows_RefusesWhatIsNoFile(string path, string? why) => Assert.Equal(why, TargetFile.WhyNotByName(path, PathRules.Windows));

    [Theory]
    [InlineData("/home/x.txt:stream")]
    [InlineData("/dev/shm/x")]
    [InlineData("/home/NUL")]
    public void WhyNotByName_PathOfUnix_IsAFile(string path) => Assert.Null(TargetFile.WhyNotByName(path, PathRules.Unix));

    [Theory]
    [InlineData("/dev/null", true)]
    [InlineData("/dev/shm/x", false)]
    [InlineData("/home/dev/null", false)]
    public void IsAmongDevices_PathOfUnix_GoesByWhereItLies(string path, bool expected) =>
        Assert.Equal((expected, false), (PathRules.Unix.IsAmongDevices(path), PathRules.Windows.IsAmongDevices(path)));
}
