using System.Text.RegularExpressions;
using R2.Cmdlets.Common;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Common;

/// <summary>docs/errors.md, the remedies and the codes of the source agree.</summary>
public sealed partial class ErrorTableTests
{
    private static readonly string[] s_projects = ["R2.Core", "R2.Cmdlets"];

    private static readonly Dictionary<string, string> s_rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")))
        .ToDictionary(static row => row.Groups["code"].Value, static row => row.Groups["remedy"].Value.Replace("\\|", "|", StringComparison.Ordinal));

    [Fact]
    public void Table_HasEveryRemedyAndNoOther()
    {
        Dictionary<string, string> expected = new(Remedies.All) { ["Unexpected"] = Remedies.For("Unexpected") };

        Assert.All(expected, remedy => Assert.True(
            s_rows.GetValueOrDefault(remedy.Key) == remedy.Value, $"docs/errors.md wants the row: | `R2.{remedy.Key}` | when | {remedy.Value.Replace("|", "\\|", StringComparison.Ordinal)} |"));
        Assert.Empty(s_rows.Keys.Except(expected.Keys));
    }

    [Fact]
    public void Codes_OfTheSource_HaveARemedyAndSoARow()
    {
        IEnumerable<string> constants = typeof(R2ErrorCodes).GetFields().Select(static field => (string)field.GetRawConstantValue()!);
        IEnumerable<string> literals =
            from folder in s_projects
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from code in Literal().Matches(File.ReadAllText(file))
            select code.Groups["code"].Value;
        string[] codes = [.. constants.Concat(literals).Distinct()];

        Assert.True(codes.Length > 40, "The source's codes are found by what they look like; few are.");
        Assert.All(codes, code => Assert.True(Remedies.All.ContainsKey(code), $"{code} has no remedy"));
    }

    [Fact]
    public void Cases_OfErrorIdTests_AreAllRows() =>
        Assert.Empty(s_rows.Keys.Except(ErrorIdTests.Provoked).Except(ErrorIdTests.ProvokedElsewhere.Keys));

    [GeneratedRegex(@"^\| `R2\.(?<code>\w+)` \| .+? \| (?<remedy>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"R2Exception(\.Invalid)?\(\s*""(?<code>[A-Z]\w+)""|^\s+HttpStatusCode\.\w+ => (\w+ \? )?""(?<code>[A-Z]\w+)""", RegexOptions.Multiline)]
    private static partial Regex Literal();
}
