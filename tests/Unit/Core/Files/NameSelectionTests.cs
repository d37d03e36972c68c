using R2.Files;

namespace R2.Unit.Core.Files;

public sealed class NameSelectionTests
{
    [Theory]
    [InlineData("*.html", "index.html a/b/index.html", "index.htm html a.html.gz")]
    [InlineData("a*", "a.txt x/abc a/x.txt", "x/b.txt ba")]
    [InlineData(".DS_Store", ".DS_Store a/b/.DS_Store", "DS_Store a.DS_Store")]
    [InlineData("node_modules", "node_modules/x a/node_modules/b/c node_modules", "a/node_modules2/x node_modules.txt")]
    [InlineData("node_modules/", "node_modules/x a/node_modules/b/c", "node_modules a/node_modules")]
    [InlineData("/index.html", "index.html", "a/index.html")]
    [InlineData("logs/*", "logs/a logs/2026/b", "logs x/logs/a")]
    [InlineData("logs/*.txt", "logs/a.txt", "logs/2026/a.txt a.txt x/logs/a.txt")]
    [InlineData("logs/**", "logs/a logs/2026/b", "logs logs2/a")]
    [InlineData("logs/**/*.txt", "logs/a.txt logs/1/2/a.txt", "logs/a.csv")]
    [InlineData("**/cache/*.tmp", "cache/1.tmp a/b/cache/1.tmp", "cache/a/1.tmp")]
    [InlineData("*/*", "a/b a/b/c", "a")]
    [InlineData("a**z", "az abcz a/b/z x/a/z", "a/b")]
    [InlineData("x**z", "x/y/z xz", "")]
    [InlineData("?.txt", "a.txt x/b.txt \U0001F600.txt", "ab.txt .txt")]
    [InlineData("[ab]?", "a1 x/b2", "c1")]
    [InlineData("[!ab]", "c d/e x/a", "a a/b")]
    [InlineData("[^a-c]", "d", "a b c")]
    [InlineData("[a-c-]", "a b c -", "d")]
    [InlineData("[]x]", "] x", "y")]
    [InlineData("[`]]", "]", "x")]
    [InlineData("`[a`].txt", "[a].txt", "a.txt")]
    [InlineData("`*", "*", "a")]
    [InlineData("a.b+(c)", "a.b+(c)", "aXb+(c) a.bb(c)")]
    [InlineData("caf\u00e9", "caf\u00e9 cafe\u0301", "cafe")]
    [InlineData("A.txt", "A.txt", "a.txt")]
    public void Contains_Pattern_IsWhatItMeans(string pattern, string meant, string others)
    {
        NameSelection included = new([pattern], [], PathRules.Unix);
        NameSelection excluded = new([], [pattern], PathRules.Unix);
        Assert.All(Names(meant), name => Assert.True(included.Contains(name) && !excluded.Contains(name), name));
        Assert.All(Names(others), name => Assert.True(!included.Contains(name) && excluded.Contains(name), name));
    }

    [Fact]
    public void Contains_IncludedAndExcluded_IsExcluded()
    {
        NameSelection selection = new(["*.txt", "*.csv"], ["draft*", "old/"]);
        Assert.True(selection.Contains("a/b.txt"));
        Assert.True(selection.Contains("b.csv"));
        Assert.False(selection.Contains("b.html"));
        Assert.False(selection.Contains("a/draft1.txt"));
        Assert.False(selection.Contains("old/b.txt"));
        Assert.True(NameSelection.All.Contains("any\nthing"));
        Assert.True(new NameSelection(["any*"], []).Contains("any\nthing"));
    }

    [Theory]
    [InlineData("node_modules", "a/node_modules", false)]
    [InlineData("node_modules/", "node_modules/", false)]
    [InlineData("logs/**", "logs", false)]
    [InlineData("logs/*", "logs", false)]
    [InlineData("logs/*.txt", "logs", true)]
    [InlineData("*.txt", "logs", true)]
    [InlineData("*", "logs", false)]
    [InlineData("*/*", "logs", false)]
    public void MayEnter_Excluded_SaysWhetherAnythingInItCanBeMeant(string pattern, string folder, bool may) =>
        Assert.Equal(may, new NameSelection([], [pattern]).MayEnter(folder));

    [Fact]
    public void Contains_Backslash_SeparatesOnWindowsAlone()
    {
        Assert.True(new NameSelection([@"logs\*.txt"], [], PathRules.Windows).Contains("logs/a.txt"));
        Assert.False(new NameSelection([@"logs\*.txt"], [], PathRules.Unix).Contains("logs/a.txt"));
        Assert.True(new NameSelection([@"logs\*.txt"], [], PathRules.Unix).Contains(@"logs\a.txt"));
    }

    [Fact]
    public void Contains_NameThatIsNoUnicode_IsCompared() => Assert.True(new NameSelection(["*.txt"], []).Contains("\ud800.txt"));

    [Theory]
    [InlineData("[abc")]
    [InlineData("[z-a]")]
    [InlineData("/")]
    [InlineData("")]
    public void New_PatternThatSaysNothing_IsRefused(string pattern) =>
        Assert.Equal(R2ErrorCodes.InvalidSetting, Assert.Throws<R2Exception>(() => new NameSelection([pattern], [])).Code);

    [Fact]
    public void New_PatternsTooLong_AreRefused() =>
        Assert.Equal(R2ErrorCodes.InvalidSetting, Assert.Throws<R2Exception>(() => new NameSelection([new string('?', 2000)], [])).Code);

    private static string[] Names(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
