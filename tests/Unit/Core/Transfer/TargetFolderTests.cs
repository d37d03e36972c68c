using R2.Transfer;

namespace R2.Unit.Core.Transfer;

public sealed class TargetFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("r2-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void PathFor_Key_IsBelowTheFolder() => Assert.Equal(Path.Combine(_root, "in", "a", "b.txt"), new TargetFolder(Path.Combine(_root, "in")).PathFor("a/b.txt"));

    [Fact]
    public void PathFor_RootOfADrive_IsBelowIt()
    {
        string root = Path.GetPathRoot(_root)!;

        Assert.Equal(Path.Combine(root, "a", "b.txt"), new TargetFolder(root).PathFor("a/b.txt"));
    }

    [Fact]
    public void PathFor_ThroughALinkToElsewhere_IsRefused()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        string inside = Directory.CreateDirectory(Path.Combine(_root, "inside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(inside, "link"), outside);

        R2Exception e = Assert.Throws<R2Exception>(() => new TargetFolder(inside).PathFor("link/x.txt"));

        Assert.Equal("UnsafePath", e.Code);
        Assert.Contains("link", e.Message, StringComparison.Ordinal);
    }
}
