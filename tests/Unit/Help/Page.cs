using System.Text.RegularExpressions;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>A page of docs/help, read by the tests' own means and not by tools/Help, whose work they check.</summary>
public sealed partial class Page
{
    private readonly Dictionary<string, string> _sections;

    private Page(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        _sections = Split(File.ReadAllText(path).ReplaceLineEndings("\n"), 2).ToDictionary(static section => section.Title, static section => section.Text);
        Examples = [.. Split(_sections["EXAMPLES"], 3).Select(static section => new PageExample(section.Title[(section.Title.IndexOf(": ", StringComparison.Ordinal) + 2)..], section.Text, [.. Codes(section.Text)]))];
        Parameters = Split(_sections["PARAMETERS"], 3).Where(static section => section.Title[0] == '-').ToDictionary(
            static section => section.Title[1..], static section => Parameter(section.Text));
        Outputs = Split(_sections["OUTPUTS"], 3).ToDictionary(static section => section.Title, static section => section.Text);
    }

    public static IReadOnlyList<Page> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "help"), "*.md").Order(StringComparer.Ordinal).Select(static path => new Page(path))];

    public string Name { get; }

    public string Synopsis => _sections["SYNOPSIS"];

    public string Description => _sections["DESCRIPTION"];

    public string Notes => _sections["NOTES"];

    public string Links => _sections["RELATED LINKS"];

    public IReadOnlyList<PageExample> Examples { get; }

    public IReadOnlyDictionary<string, PageParameter> Parameters { get; }

    public IReadOnlyDictionary<string, string> Outputs { get; }

    public override string ToString() => Name;

    private static IEnumerable<string> Codes(string text) =>
        Block().Matches(text).Where(static block => block.Groups[1].Value == "powershell").Select(static block => block.Groups[2].Value);

    private static PageParameter Parameter(string text)
    {
        Match yaml = Block().Match(text);
        return new PageParameter(text[..yaml.Index].Trim(), yaml.Groups[2].Value.Split('\n'));
    }

    private static IEnumerable<(string Title, string Text)> Split(string text, int level) =>
        Regex.Split(text, $"^{new string('#', level)} (?=[-A-Z_a-z])", RegexOptions.Multiline).Skip(1).Select(static part => (part.Split('\n')[0], part[part.Split('\n')[0].Length..].Trim()));

    [GeneratedRegex("^```(\\w+)\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
