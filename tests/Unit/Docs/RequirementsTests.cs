using System.Reflection;
using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>docs/requirements.md names tests and files: each must be there.</summary>
public sealed partial class RequirementsTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "requirements.md"));

    private static readonly Type[] s_types = typeof(RequirementsTests).Assembly.GetTypes();

    private static IEnumerable<string[]> Rows => s_lines
        .Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| requirement |", StringComparison.Ordinal))
        .Select(static line => UnescapedBar().Split(line)[1..^1].Select(static cell => cell.Trim()).ToArray())
        .Where(static cells => cells.Length == 3);

    [Fact]
    public void Page_HasARowForEachRequirement_WithAProof()
    {
        string[][] rows = [.. Rows];

        Assert.True(rows.Length >= 297, $"{rows.Length} rows");
        Assert.Equal(["review"], rows.Where(static cells => cells[2] is "" or "–" or "-").Select(static cells => cells[0]));
    }

    [Fact]
    public void EveryTestNamed_Exists()
    {
        HashSet<string> methods = [.. s_types.SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).Select(method => $"{type.Name}.{method.Name}"))];
        string[] named = [.. Rows.SelectMany(static cells => Code().Matches(cells[2]).Select(static match => match.Groups[1].Value))];
        string[] missing =
        [
            .. named.Where(name => Method().IsMatch(name) && !methods.Contains(name)),
            .. named.Where(static name => name.StartsWith("R2.Unit", StringComparison.Ordinal) && !s_types.Any(type => type.FullName == name || IsIn(type.Namespace, name))),
        ];

        Assert.Empty(missing);
        Assert.True(named.Length > 250, $"{named.Length} tests are named");
    }

    [Fact]
    public void EveryFileNamed_Exists() => Assert.DoesNotContain(
        s_lines.SelectMany(static line => Link().Matches(line).Select(static match => match.Groups[1].Value.Split('#')[0])),
        static path => path.Length > 0 && !Path.Exists(Path.Combine(Repository.Root, "docs", path)));

    private static bool IsIn(string? room, string name) => room == name || room?.StartsWith(name + ".", StringComparison.Ordinal) == true;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\w+Tests\.\w+$")]
    private static partial Regex Method();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBar();
}
