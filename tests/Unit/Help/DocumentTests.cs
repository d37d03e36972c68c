using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Lines of documents that are not run as examples: they parse, and the module has what they use.</summary>
public sealed partial class DocumentTests : IDisposable
{
    /// <summary>Where pages are; below these there is what was built, too.</summary>
    private static readonly string[] s_folders = ["", "benchmarks", "src/R2.Core"];
    private static readonly string[] s_trees = ["docs", "examples", "ops"];

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
            Assert.True(commands > 0 || line.Contains("-PSProvider R2", StringComparison.Ordinal), line);
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
    }

    /// <summary>Every page of the repository, the cmdlets' among them.</summary>
    [Fact]
    public void Links_OfEveryPage_LeadToAFileAndAHeading()
    {
        string[] pages =
        [
            .. s_folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md")),
            .. s_trees.SelectMany(static tree => Directory.EnumerateFiles(Path.Combine(Repository.Root, tree), "*.md", SearchOption.AllDirectories)),
        ];
        string[] broken =
        [
            .. from page in pages
               from Match link in Link().Matches(Fenced().Replace(Read(page), ""))
               where !link.Groups[1].Value.Contains(':', StringComparison.Ordinal) && !Leads(page, link.Groups[1].Value)
               select $"{Path.GetRelativePath(Repository.Root, page)}: {link.Groups[1].Value}",
        ];

        Assert.True(pages.Length > 60, $"{pages.Length} pages were found.");
        Assert.Empty(broken);
    }

    private static bool Leads(string page, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        return Path.Exists(target) && (parts.Length == 1 || Heading().Matches(Read(target)).Any(heading => Anchor(heading.Groups[1].Value) == parts[1]));
    }

    /// <summary>The name that GitHub gives a heading.</summary>
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    [GeneratedRegex("^ *```powershell\n(.*?)\n *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| `[^\n]*` \| `([^\n]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^ {8}(?=[A-Z$'(]).*$(?:\\n(?: {9,}| {8}\\}).*$)*", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
