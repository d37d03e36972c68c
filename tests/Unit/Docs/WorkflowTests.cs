using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>What workflows and the composite action must never lose: https://docs.github.com/actions/reference/security/secure-use.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files =>
    [
        "action.yml",
        "examples/deploy/github-actions.yml",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"), "*.yml").Select(static path => $".github/workflows/{Path.GetFileName(path)}"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Actions_OfOthers_ArePinnedByCommitAndNameTheirVersion(string file) =>
        Assert.All(
            Lines(file).Where(static line => Uses().IsMatch(line) && !line.Contains("uses: ./", StringComparison.Ordinal)),
            static line => Assert.Matches(@"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));

    /// <summary>An expression in a script is put in as text: a branch's name would become commands. In the environment it is a value.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Scripts_HoldNoExpression(string file) => Assert.DoesNotContain(Scripts(Lines(file)), static line => line.Contains("${{", StringComparison.Ordinal));

    [Fact]
    public void Workflows_AreNeverRunWithSecretsOnAForksCode() =>
        Assert.DoesNotContain(Files.SelectMany(static row => Lines(row.Data)), static line => line.Contains("pull_request_target", StringComparison.Ordinal));

    [Fact]
    public void Scripts_OfABlock_AreFound() =>
        Assert.Equal(["a", "b", "c"], Scripts(["- run: a", "  env:", "    X: 1", "- name: n", "  run: |", "    b", "", "    c", "  shell: pwsh"]).Select(static line => line.Trim()));

    private static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Repository.Root, file));

    /// <summary>The lines of all scripts: on the line of <c>run:</c>, or below it and further in.</summary>
    private static IEnumerable<string> Scripts(IEnumerable<string> lines)
    {
        int? block = null;
        foreach (string line in lines.Where(static line => line.Length > 0))
        {
            if (block is { } column && line.Length - line.TrimStart().Length > column)
            {
                yield return line;
                continue;
            }

            Match run = Run().Match(line);
            block = run.Success && run.Groups[2].Value is "|" or ">" ? run.Groups[1].Length : null;
            if (run.Success && block is null)
            {
                yield return run.Groups[2].Value;
            }
        }
    }

    [GeneratedRegex(@"^[\s-]*uses:\s")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^([\s-]*)run: (.*)$")]
    private static partial Regex Run();
}
