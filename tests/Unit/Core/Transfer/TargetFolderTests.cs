using System.Text;
using R2.Files;
using R2.Rules;
using R2.Transfer.Paths;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class TargetFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("r2-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void PathFor_Key_IsBelowTheFolder() => Assert.Equal(Path.Combine(_root, "in", "a", "b.txt"), new TargetFolder(Path.Combine(_root, "in")).PathFor("a/b.txt"));

    /// <summary>The rules of each system hold on any machine: what names it takes, and which two are one.</summary>
    [Theory]
    [InlineData("Windows", "what?", R2ErrorCodes.UnsafePath)]
    [InlineData("Windows", "CON", R2ErrorCodes.UnsafePath)]
    [InlineData("Windows", "nul.txt", R2ErrorCodes.UnsafePath)]
    [InlineData("Windows", "a:b", R2ErrorCodes.UnsafePath)]
    [InlineData("Windows", "dot.", R2ErrorCodes.UnsafePath)]
    [InlineData("Windows", "FIRST-\u00e9", R2ErrorCodes.DuplicateKey)]
    [InlineData("Windows", "first-e\u0301", null)]
    [InlineData("Linux", "what?", null)]
    [InlineData("Linux", "FIRST-\u00e9", null)]
    [InlineData("Linux", "first-e\u0301", null)]
    [InlineData("macOS", "what?", null)]
    [InlineData("macOS", "FIRST-\u00e9", R2ErrorCodes.DuplicateKey)]
    [InlineData("macOS", "first-e\u0301", R2ErrorCodes.DuplicateKey)]
    public void PathFor_KeyBesideAnother_GoesByTheRulesGiven(string system, string key, string? refused)
    {
        TargetFolder folder = new(_root, false, AreOne, system == "Windows" ? PathRules.Windows : PathRules.Unix);
        folder.PathFor("first-\u00e9");

        Assert.Equal(refused, (Record.Exception(() => folder.PathFor(key)) as R2Exception)?.Code);

        bool AreOne(string within, string left, string right) => system switch
        {
            "Windows" => left.Equals(right, StringComparison.OrdinalIgnoreCase),
            "macOS" => left.Normalize(NormalizationForm.FormD).Equals(right.Normalize(NormalizationForm.FormD), StringComparison.OrdinalIgnoreCase),
            _ => left == right,
        };
    }

    [Fact]
    public void PathFor_RootOfADrive_IsBelowIt()
    {
        string root = Path.GetPathRoot(_root)!;

        Assert.Equal(Path.Combine(root, "a", "b.txt"), new TargetFolder(root).PathFor("a/b.txt"));
    }

    [UnixFact("Links need rights there.")]
    public void PathFor_ThroughALinkToElsewhere_IsRefused()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        string inside = Directory.CreateDirectory(Path.Combine(_root, "inside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(inside, "link"), outside);

        R2Exception e = Assert.Throws<R2Exception>(() => new TargetFolder(inside).PathFor("link/x.txt"));

        Assert.Equal("UnsafePath", e.Code);
        Assert.Contains("link", e.Message, StringComparison.Ordinal);
    }

    [UnixFact("Links need rights there.")]
    public void PathFor_LinkUnderItsOwnName_IsRefused()
    {
        File.WriteAllText(Path.Combine(_root, "outside"), "");
        string inside = Directory.CreateDirectory(Path.Combine(_root, "inside")).FullName;
        File.CreateSymbolicLink(Path.Combine(inside, "x.txt"), Path.Combine(_root, "outside"));

        Assert.Equal("UnsafePath", Assert.Throws<R2Exception>(() => new TargetFolder(inside).PathFor("x.txt")).Code);
    }

    /// <summary>Somebody who may write to the folder puts a link where the path was when it was looked at.</summary>
    [UnixFact("Links need rights there.")]
    public void ThrowIfLinked_FolderThatBecameALinkMeanwhile_IsRefused()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        string inside = Directory.CreateDirectory(Path.Combine(_root, "inside")).FullName;
        TargetFolder folder = new(inside);
        string path = folder.PathFor("sub/x.txt");
        Directory.CreateSymbolicLink(Path.Combine(inside, "sub"), outside);
        using PartialFile opened = PartialFile.Create(path);

        Assert.Equal("UnsafePath", Assert.Throws<R2Exception>(() => folder.ThrowIfLinked(opened)).Code);
    }

    [UnixFact("Links need rights there.")]
    public void Create_ThroughALinkOfTheFolder_IsRefusedAndLeavesNothingBehindIt()
    {
        string outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        TargetFolder folder = new(Path.Combine(_root, "inside"));
        TargetFile target = TargetFile.At(folder.PathFor("sub/x.txt"));
        Directory.CreateDirectory(Path.Combine(_root, "inside"));
        Directory.CreateSymbolicLink(target.Folder, outside);

        R2Exception e = Assert.Throws<R2Exception>(() => PartialFile.Create(target, new WrittenFolders(), null, 0, folder));

        Assert.Equal("UnsafePath", e.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    /// <summary>Its path still leads to it, by way of the link.</summary>
    [UnixFact("Links need rights there.")]
    public void Commit_FolderMovedAwayAndLinkedMeanwhile_IsRefused()
    {
        string outside = Path.Combine(_root, "outside");
        TargetFolder folder = new(Path.Combine(_root, "inside"));
        TargetFile target = TargetFile.At(folder.PathFor("sub/x.txt"));
        using (PartialFile file = PartialFile.Create(target, new WrittenFolders(), null, 0, folder))
        {
            Directory.Move(target.Folder, outside);
            Directory.CreateSymbolicLink(target.Folder, outside);

            Assert.Equal("UnsafePath", Assert.Throws<R2Exception>(() => file.Commit(0, true, folder)).Code);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("Dir/x", "dir/X")]
    [InlineData("\u00e9", "e\u0301")]
    [InlineData("straße", "STRASSE")]
    public void PathFor_TwoKeysThatTheFileSystemFolds_SecondIsRefusedOrEscaped(string first, string second)
    {
        TargetFolder folds = new(_root, false, static (_, _, _) => true, PathRules.Here);
        folds.PathFor(first);
        R2Exception e = Assert.Throws<R2Exception>(() => folds.PathFor(second));
        Assert.Equal(R2ErrorCodes.DuplicateKey, e.Code);
        Assert.Contains(first, e.Message, StringComparison.Ordinal);

        TargetFolder escapes = new(_root, true, static (_, _, _) => true, PathRules.Here);
        Assert.NotEqual(NameRules.Identity(escapes.PathFor(first)).ToUpperInvariant(), NameRules.Identity(escapes.PathFor(second)).ToUpperInvariant());
        Assert.Equal(escapes.PathFor(second), escapes.PathFor(second));

        TargetFolder keepsApart = new(_root, false, static (_, _, _) => false, PathRules.Here);
        Assert.NotEqual(keepsApart.PathFor(first), keepsApart.PathFor(second));
    }

    [Fact]
    public void AreOne_AsksTheFileSystem()
    {
        string upper = Path.Combine(_root, "A");
        File.WriteAllText(upper, "");
        bool folds = File.Exists(Path.Combine(_root, "a"));

        Assert.Equal(folds, FoldedNames.AreOne(Path.Combine(_root, "not", "there"), "x", "X"));
        Assert.True(FoldedNames.AreOne(_root, "same", "same"));
        Assert.False(FoldedNames.AreOne(_root, "one", "other"));
        Assert.Equal([upper], Directory.EnumerateFileSystemEntries(_root));
    }
}
