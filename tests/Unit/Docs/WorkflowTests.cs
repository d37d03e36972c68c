using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>What workflows and the composite action must never lose: https://docs.github.com/actions/reference/security/secure-use.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] s_files = ["action.yml", "README.md", "build.ps1"];
    private static readonly string[] s_folders = [".github", "ops", "examples", "docs"];

    public static TheoryData<string> Files =>
    [
        "action.yml",
        "examples/deploy/github-actions.yml",
        "examples/deploy/azure-pipelines.yml",
        "examples/sync/azure-pipelines.yml",
        "examples/sync/github-matrix.yml",
        "ops/azure-devops/r2.yml",
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

    /// <summary>Until the name is ours there, whoever takes it first would get the secrets of everybody's jobs.</summary>
    [Fact]
    public void Gallery_IsNeverAskedForThisModuleByName()
    {
        string[] files =
        [
            .. s_files.Select(static name => Path.Combine(Repository.Root, name)),
            .. s_folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)),
        ];

        Assert.Matches(InstallsByName(), "Install-PSResource R2 -Repository PSGallery");
        Assert.All(files, static file => Assert.DoesNotMatch(InstallsByName(), File.ReadAllText(file)));
    }

    [Fact]
    public void Install_OfTheAzureTemplate_IsTheScriptThatTheActionRuns()
    {
        string script = File.ReadAllText(Path.Combine(Repository.Root, "ops", "Install-R2.ps1"));

        Assert.Equal(script.TrimEnd(), string.Join('\n', Scripts(Lines("ops/azure-devops/r2.yml")).Select(static line => line[4..])).Split("\n$ErrorActionPreference = 'Stop'\nGet-ChildItem Env:GIVEN", 2)[0]);
        Assert.Contains("ops/Install-R2.ps1", string.Join('\n', Scripts(Lines("action.yml"))), StringComparison.Ordinal);
    }

    /// <summary>What is verified is what publish.yml attests, under the names that it gives to the release.</summary>
    [Fact]
    public void Release_HoldsWhatIsInstalled()
    {
        string publish = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "publish.yml"));

        Assert.Matches(@"subject-path: '\*\.\*nupkg'", publish);
        Assert.Matches(@"gh release create ""\$GITHUB_REF_NAME"" .* \./\*nupkg attestation\.jsonl\n", publish);
    }

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

    [GeneratedRegex(@"Install-(PSResource|Module)\b[^\n;|]*[\s,'""]R2\b")]
    private static partial Regex InstallsByName();

    [GeneratedRegex(@"^([\s-]*)(?:run|pwsh): (.*)$")]
    private static partial Regex Run();
}
