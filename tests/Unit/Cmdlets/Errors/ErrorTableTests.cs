using System.Text.RegularExpressions;
using R2.Cmdlets.Errors;
using R2.Errors;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Errors;

/// <summary>The catalogue and the module's errors, the remedies and docs/errors.md agree.</summary>
public sealed partial class ErrorTableTests
{
    private static readonly string[] s_projects = ["R2.Core", "R2.Cmdlets"];

    private static readonly Dictionary<string, string> s_rows = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md")))
        .ToDictionary(static row => row.Groups["code"].Value, static row => row.Groups["remedy"].Value.Replace("\\|", "|", StringComparison.Ordinal).Replace("–", "", StringComparison.Ordinal));

    private static readonly IEnumerable<string> s_codes = ErrorCatalogue.All.Select(static entry => entry.Code).Concat(ModuleErrors.Codes);

    [Fact]
    public void Table_HasEveryRemedyAndNoOther()
    {
        Dictionary<string, string> expected = new(Remedies.All) { ["Unexpected"] = Remedies.For("Unexpected") };

        Assert.All(expected, remedy => Assert.True(
            s_rows.GetValueOrDefault(remedy.Key) == remedy.Value, $"docs/errors.md wants the row: | `R2.{remedy.Key}` | when | {remedy.Value.Replace("|", "\\|", StringComparison.Ordinal)} |"));
        Assert.Empty(s_rows.Keys.Except(expected.Keys));
    }

    [Fact]
    public void Codes_OfBothTables_HaveARemedyAndSoARow() => Assert.Equal(s_codes.Order(StringComparer.Ordinal), Remedies.All.Keys.Append("Unexpected").Order(StringComparer.Ordinal));

    [Fact]
    public void Codes_OfTheSource_AreInOneOfTheTables()
    {
        string[] literals = [.. from file in SourceFiles() from code in Literal().Matches(File.ReadAllText(file)) select code.Groups["code"].Value];

        Assert.True(literals.Length > 20, "The source's codes are found by what they look like; few are.");
        Assert.Empty(literals.Except(s_codes));
    }

    [Fact]
    public void Codes_OfTheLibrary_AreNamedByTheirConstants()
    {
        HashSet<string> codes = [.. ErrorCatalogue.All.Select(static entry => $"\"{entry.Code}\"")];

        Assert.Empty(
            from file in SourceFiles()
            where Path.GetFileName(file) is not ("R2ErrorCodes.cs" or "Remedies.cs")
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && codes.Any(code => line.Contains(code, StringComparison.Ordinal))
            select $"{Path.GetFileName(file)}: {line.Trim()}");
    }

    [Fact]
    public void Cases_OfErrorIdTests_AreAllRows() =>
        Assert.Empty(s_rows.Keys.Except(ErrorIdTests.Provoked).Except(ErrorIdTests.ProvokedElsewhere.Keys));

    private static IEnumerable<string> SourceFiles() =>
        from folder in s_projects
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"^\| `R2\.(?<code>\w+)` \| .+? \| (?<remedy>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"R2Exception(\.Invalid)?\(\s*""(?<code>[A-Z]\w+)""")]
    private static partial Regex Literal();
}
