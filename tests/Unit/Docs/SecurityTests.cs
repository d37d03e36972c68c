using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>SECURITY.md promises a test for each threat: that there is one by that name.</summary>
public sealed partial class SecurityTests
{
    private static readonly string s_tests = Path.Combine(Repository.Root, "tests");

    public static TheoryData<string> Tests => [.. Rows().SelectMany(static row => Name().Matches(row).Select(static match => match.Groups["name"].Value)).Distinct()];

    [Theory]
    [MemberData(nameof(Tests))]
    public void Test_OfAThreat_IsThere(string name)
    {
        if (name.EndsWith(".ps1", StringComparison.Ordinal))
        {
            Assert.Contains("It '", File.ReadAllText(Path.Combine(s_tests, "Pester", name)), StringComparison.Ordinal);
            return;
        }

        string[] parts = name.Split('.');
        string source = File.ReadAllText(Assert.Single(Directory.EnumerateFiles(Path.Combine(s_tests, "Unit"), parts[0] + ".cs", SearchOption.AllDirectories)));
        Assert.Matches(@"\[(Fact|Theory)", source);
        Assert.Matches(parts.Length > 1 ? $@"\b(Task|void) {parts[1]}\(" : $@"\bclass {parts[0]}\b", source);
    }

    [Fact]
    public void Threats_HaveATestEach() => Assert.All(Rows(), static row => Assert.Matches(Name(), row[(row.TrimEnd('|', ' ').LastIndexOf('|') + 1)..]));

    /// <summary>The last cells of the tables below "Threats".</summary>
    private static string[] Rows()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md")).ReplaceLineEndings("\n");
        int start = text.IndexOf("\n## Threats\n", StringComparison.Ordinal);
        string threats = text[start..text.IndexOf("\n## ", start + 5, StringComparison.Ordinal)];
        string[] rows = [.. threats.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| what |", StringComparison.Ordinal))];
        Assert.True(rows.Length > 20, "The threats are found by what their tables look like; few are.");
        return [.. rows.Select(static row => row.TrimEnd(' ', '|')).Select(static row => row[(row.LastIndexOf('|') + 1)..] + "|")];
    }

    [GeneratedRegex(@"`(?<name>[\w-]+(\.Tests\.ps1|Tests(\.\w+)?))`")]
    private static partial Regex Name();
}
