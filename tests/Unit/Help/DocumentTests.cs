using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Lines of documents that are not run as examples: they parse, and the module has what they use.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private readonly CommandUse _use = new();

    /// <summary>Documents with fenced blocks of PowerShell.</summary>
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
            .Where(static path => Block().IsMatch(Read(path))).Select(static path => Path.GetRelativePath(Repository.Root, path)),
    ];

    public static TheoryData<string> Topics =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "en-US"), "about_*.help.txt").Select(static path => Path.GetFileName(path).Split('.')[0])];

    public void Dispose() => _use.Dispose();

    [Theory]
    [MemberData(nameof(Documents))]
    public void Blocks_OfDocument_UseWhatIsThere(string document) =>
        Assert.Empty(Block().Matches(Read(Path.Combine(Repository.Root, document))).SelectMany(block => _use.Check(block.Groups[1].Value).Problems));

    [Fact]
    public void Migration_EachRow_NamesACommandOfOursThatIsThere()
    {
        List<string> lines = [.. Row().Matches(Read(Path.Combine(Repository.Root, "docs", "migration.md"))).Select(static row => row.Groups[1].Value.Replace(@"\|", "|", StringComparison.Ordinal))];

        Assert.True(lines.Count >= 70, $"{lines.Count} rows were found.");
        Assert.All(lines, line =>
        {
            (int commands, IReadOnlyList<string> problems) = _use.Check(line);
            Assert.True(commands > 0, line);
            Assert.Empty(problems);
        });
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topic_OfModule_IsFoundByGetHelpAndUsesWhatIsThere(string topic)
    {
        using PowerShellSession session = new();
        string text = session.Run($"Get-Help {topic}").ThrowIfFailed().Output.Single().ToString();
        MatchCollection lines = Indented().Matches(text.ReplaceLineEndings("\n"));

        Assert.StartsWith($"TOPIC\n    {topic}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.True(lines.Count >= 3, $"{lines.Count} lines of code were found.");
        Assert.Empty(lines.SelectMany(line => _use.Check(line.Value).Problems));
    }

    [Fact]
    public void Topics_ThatDesignNames_AreThere() =>
        Assert.Superset(new HashSet<string> { "about_R2", "about_R2_Credentials", "about_R2_Simulation", "about_R2_Transfers" }, Topics.Select(static row => row.Data).ToHashSet());

    [Fact]
    public void Index_OfDocuments_LeadsToEveryDocument()
    {
        string index = Read(Path.Combine(Repository.Root, "docs", "README.md"));

        Assert.Contains("(docs/README.md)", Read(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(Path.GetFileName).Where(static name => name != "README.md"),
            name => Assert.Contains($"({name})", index, StringComparison.Ordinal));
        Assert.All(
            Link().Matches(index).Select(static link => link.Groups[1].Value),
            static link => Assert.True(Path.Exists(Path.Combine(Repository.Root, "docs", link)), link));
    }

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    [GeneratedRegex("^ *```powershell\n(.*?)\n *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| `[^\n]*` \| `([^\n]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^ {8}(?=[A-Z$'(]).*$", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex(@"\]\(([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
