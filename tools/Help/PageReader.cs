using System.Text.RegularExpressions;

namespace R2.Help;

/// <summary>Reads what people wrote on a page: https://github.com/PowerShell/platyPS, schema 2024-05-01.</summary>
internal static partial class PageReader
{
    public static HelpPage Read(string markdown)
    {
        Dictionary<string, string> sections = MarkdownSection.Split(markdown, "## ").ToDictionary(static section => section.Title.ToUpperInvariant(), static section => section.Body);
        string Text(string name, string otherwise) => sections.GetValueOrDefault(name) is { Length: > 0 } text ? text : otherwise;
        List<MarkdownSection> parameters = [.. MarkdownSection.Split(Text("PARAMETERS", ""), "### -")];
        HelpPage empty = new();
        return empty with
        {
            Date = Date().Match(markdown) is { Success: true } date ? date.Groups[1].Value : empty.Date,
            Synopsis = Text("SYNOPSIS", empty.Synopsis),
            Description = Text("DESCRIPTION", empty.Description),
            Examples = [.. MarkdownSection.Split(Text("EXAMPLES", ""), "### ").Select(static section => new HelpExample(ExampleNumber().Replace(section.Title, ""), section.Body))],
            Parameters = parameters.Select(static section => (section.Title, Text: Fence().Split(section.Body)[0].Trim())).Where(static item => item.Text.Length > 0)
                .ToDictionary(static item => item.Title, static item => item.Text),
            Defaults = parameters.ToDictionary(static section => section.Title, static section => DefaultValue().Match(section.Body).Groups[1].Value),
            Outputs = MarkdownSection.Split(Text("OUTPUTS", ""), "### ").Where(static section => section.Body.Length > 0).ToDictionary(static section => section.Title, static section => section.Body),
            Notes = Text("NOTES", ""),
            Links = Text("RELATED LINKS", ""),
        };
    }

    [GeneratedRegex(@"^ms\.date: (\d\d/\d\d/\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Date();

    [GeneratedRegex(@"^Example \d+: ")]
    private static partial Regex ExampleNumber();

    [GeneratedRegex("^```yaml$|^### CommonParameters", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^DefaultValue: '?(.*?)'?$", RegexOptions.Multiline)]
    private static partial Regex DefaultValue();
}
