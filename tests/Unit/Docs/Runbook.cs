using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Docs;

/// <summary>The commands of a runbook in docs/runbooks, section by section.</summary>
internal sealed partial class Runbook(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "runbooks", name + ".md"));

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "runbooks"), "*.md")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(file => file != "README");

    /// <summary>The fenced blocks of PowerShell below a heading, in order; there is one at least.</summary>
    public IReadOnlyList<string> Blocks(string section)
    {
        int start = _text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{name} has no section '{section}'.");
        int end = _text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        string[] blocks = [.. Block().Matches(_text[start..(end < 0 ? _text.Length : end)]).Select(block => block.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        return blocks;
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
