using R2.Cmdlets.Files;

namespace R2.Unit.Cmdlets.Files;

public sealed class FolderFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("r2-").FullName;
    private readonly List<string> _unreadable = [];
    private readonly List<string> _linked = [];

    public FolderFilesTests()
    {
        foreach (string name in new[] { "a.txt", "one/b.txt", "two/deep/c.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, name))!);
            File.WriteAllText(Path.Combine(_root, name), name);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Enumerate_LinkToAFolderAbove_IsToldAndNotFollowed()
    {
        string link = Path.Combine(_root, "one", "up");
        Directory.CreateSymbolicLink(link, _root);

        Assert.Equal(["a.txt", "one/b.txt", "two/deep/c.txt"], Files());
        Assert.Equal([link], _linked);
    }

    [Fact]
    public void Enumerate_RootIsALink_IsFollowed()
    {
        string link = _root + "-link";
        Directory.CreateSymbolicLink(link, _root);
        try
        {
            Assert.Equal(3, FolderFiles.Enumerate(link, (folder, _) => _unreadable.Add(folder), _linked.Add).Count());
        }
        finally
        {
            Directory.Delete(link);
        }
    }

    [Fact]
    public void Enumerate_FolderCannotBeRead_IsToldAndTheOthersFollow()
    {
        List<string> files = [];
        string gone = Path.Combine(_root, "one");
        foreach (string file in FolderFiles.Enumerate(_root, (folder, _) => _unreadable.Add(folder), _linked.Add))
        {
            files.Add(Path.GetFileName(file));
            if (Directory.Exists(gone))
            {
                // Between being seen and being read.
                Directory.Delete(gone, recursive: true);
            }
        }

        Assert.Equal(["a.txt", "c.txt"], files);
        Assert.Equal([gone], _unreadable);
    }

    private string[] Files() =>
        [.. FolderFiles.Enumerate(_root, (folder, _) => _unreadable.Add(folder), _linked.Add).Select(f => Path.GetRelativePath(_root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
