using System.Text.RegularExpressions;
using System.Xml.Linq;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>What Get-Help reads says what the pages say, no less and no more.</summary>
public sealed partial class MamlFileTests
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Fact]
    public void Maml_OfEveryPage_HasItsTextsAndNoOther()
    {
        SortedDictionary<string, string> pages = new(StringComparer.Ordinal);
        Page.All.SelectMany(Texts).ToList().ForEach(item => pages.Add(item.What, Words(item.Text)));
        SortedDictionary<string, string> maml = new(StringComparer.Ordinal);
        Commands().SelectMany(Texts).ToList().ForEach(item => maml.Add(item.What, Words(item.Text)));

        Assert.NotEmpty(pages);
        Assert.Equal(pages.Keys, maml.Keys);
        Assert.All(pages, item => Assert.Equal((item.Key, item.Value), (item.Key, maml[item.Key])));
    }

    private static IEnumerable<XElement> Commands() =>
        XDocument.Load(Path.Combine(Repository.Root, "out", "R2", "en-US", "R2.Cmdlets.dll-Help.xml")).Root!.Elements(s_command + "command");

    private static IEnumerable<(string What, string Text)> Texts(Page page) =>
    [
        ($"{page.Name} synopsis", page.Synopsis),
        ($"{page.Name} description", page.Description),
        ($"{page.Name} notes", page.Notes),
        .. page.Parameters.Select(item => ($"{page.Name} -{item.Key}", item.Value.Text)),
        .. page.Examples.Select((example, index) => ($"{page.Name} example {index + 1}", $"{example.Title}:\n{example.Text}")),
        .. page.Examples.Select((example, index) => ($"{page.Name} code {index + 1}", string.Join('\n', example.Codes))),
        .. page.Outputs.Select(item => ($"{page.Name} output {item.Key}", item.Value)),
        .. Link().Matches(page.Links).Select(link => ($"{page.Name} link {link.Groups[1].Value}", IsRelative(link.Groups[2].Value) ? "" : link.Groups[2].Value)),
    ];

    private static IEnumerable<(string What, string Text)> Texts(XElement command)
    {
        string name = command.Element(s_command + "details")!.Element(s_command + "name")!.Value;
        return
        [
            ($"{name} synopsis", Text(command.Element(s_command + "details")!.Element(s_maml + "description"))),
            ($"{name} description", Text(command.Element(s_maml + "description"))),
            ($"{name} notes", Text(command.Element(s_maml + "alertSet"))),
            .. command.Descendants(s_command + "parameters").Elements(s_command + "parameter").Select(item => (
                $"{name} -{item.Element(s_maml + "name")!.Value}", Text(item.Element(s_maml + "description")))),
            .. command.Descendants(s_command + "example").Select((example, index) => (
                $"{name} example {index + 1}", $"{Title().Match(example.Element(s_maml + "title")!.Value).Groups[1].Value}: {Text(example, skip: s_maml + "title")}")),
            .. command.Descendants(s_command + "example").Select((example, index) => ($"{name} code {index + 1}", example.Element(s_dev + "code")!.Value)),
            .. command.Descendants(s_command + "returnValue").Select(item => (
                $"{name} output {item.Element(s_dev + "type")!.Value}", Text(item.Element(s_maml + "description")))),
            .. command.Descendants(s_maml + "navigationLink").Select(item => (
                $"{name} link {item.Element(s_maml + "linkText")!.Value}", item.Element(s_maml + "uri")!.Value)),
        ];
    }

    /// <summary>A page's links to other pages have no address before the package knows where the pages are: Get-Help -Online fails on a relative one.</summary>
    private static bool IsRelative(string link) => !Uri.IsWellFormedUriString(link, UriKind.Absolute);

    private static string Text(XElement? element, XName? skip = null) => element is null
        ? ""
        : string.Join('\n', element.Descendants().Where(item => !item.HasElements && item.Name != skip).Select(static item => item.Value));

    /// <summary>Without fences and with single spaces: line breaks are the writer's on a page, and the terminal's in help.</summary>
    private static string Words(string text) => Space().Replace(Fence().Replace(text, ""), " ").Trim();

    [GeneratedRegex("^```.*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^-+ Example \d+: (.*) -+$")]
    private static partial Regex Title();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]*)\)")]
    private static partial Regex Link();
}
