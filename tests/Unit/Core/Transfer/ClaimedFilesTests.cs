using R2.Transfer.Paths;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class ClaimedFilesTests : IDisposable
{
    private const string Rights = "Links need rights there.";

    private readonly string _folder = Directory.CreateTempSubdirectory("r2-claims-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a", "a")]
    [InlineData("sub/../a", "a")]
    [InlineData("link", "real", Skip = Rights, SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    [InlineData("link-to-folder/a", "sub/a", Skip = Rights, SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    [InlineData("link-to-folder/new/a", "sub/new/a", Skip = Rights, SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    [InlineData("link-to-link", "link", Skip = Rights, SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    public void Claim_TwoPathsOfOneFile_RefusesTheSecond(string first, string second)
    {
        Directory.CreateDirectory(At("sub"));
        File.WriteAllText(At("real"), "");
        if (first.StartsWith("link", StringComparison.Ordinal))
        {
            File.CreateSymbolicLink(At("link"), "real");
            File.CreateSymbolicLink(At("link-to-link"), At("link"));
            Directory.CreateSymbolicLink(At("link-to-folder"), "sub");
        }

        ClaimedFiles files = new();
        files.Claim(At(first), "one");

        R2Exception e = Assert.Throws<R2Exception>(() => files.Claim(At(second), "two"));
        Assert.Equal(R2ErrorCodes.DuplicateKey, e.Code);
        Assert.Contains("'one'", e.Message, StringComparison.Ordinal);
    }

    [UnixFact(Rights)]
    public void Claim_FileThatIsKnownToBeNoLink_IsFoundBehindTheLinksOfItsFolders()
    {
        Directory.CreateDirectory(At("sub"));
        Directory.CreateSymbolicLink(At("link"), "sub");
        ClaimedFiles files = new();
        files.Claim(At("link/a"), "one", isNoLink: true);

        Assert.Equal(R2ErrorCodes.DuplicateKey, Assert.Throws<R2Exception>(() => files.Claim(At("sub/a"), "two", isNoLink: true)).Code);
    }

    /// <summary>Folded apart, since ASCII folds without a look at Unicode's forms.</summary>
    [Theory]
    [InlineData("K", "\u212A")]
    [InlineData("ss", "ß")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("fi", "\uFB01")]
    [InlineData("\u00e9", "E\u0301")]
    [InlineData("a/b", "A/B")]
    public void Alike_NamesThatSomeFileSystemFolds_AreEqual(string one, string other)
    {
        Assert.True(FoldedNames.Alike.Equals(one, other));
        Assert.Equal(FoldedNames.Alike.GetHashCode(one), FoldedNames.Alike.GetHashCode(other));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("sub/a", "a")]
    [InlineData("loop", "a", Skip = Rights, SkipType = typeof(RunningOn), SkipWhen = nameof(RunningOn.Windows))]
    public void Claim_TwoFiles_TakesBoth(string first, string second)
    {
        if (first == "loop")
        {
            File.CreateSymbolicLink(At("loop"), "loop");
        }

        ClaimedFiles files = new();
        files.Claim(At(first), "one");
        files.Claim(At(second), "two");
    }

    /// <summary>As the file system does, which another system's would not.</summary>
    [Fact]
    public void Claim_NamesThatDifferByCase_GoesByTheFileSystem()
    {
        File.WriteAllText(At("Probe"), "");
        bool folds = File.Exists(At("pROBE"));
        ClaimedFiles files = new();
        files.Claim(At("new/A"), "one");

        Assert.Equal(folds, Record.Exception(() => files.Claim(At("NEW/a"), "two")) is R2Exception);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
