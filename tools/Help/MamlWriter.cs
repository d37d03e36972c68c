using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace R2.Help;

/// <summary>Writes the XML that Get-Help reads, with the elements of PlatyPS, and code and defaults in elements of their own besides.</summary>
internal static partial class MamlWriter
{
    private static readonly XNamespace s_msh = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<(CommandModel Command, HelpPage Page)> commands)
    {
        XElement root = new(
            s_msh + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XComment(" Written by tools/Help from docs/help: change the pages there. "),
            commands.Select(static item => Command(item.Command, item.Page)));
        StringBuilder text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            root.Save(writer);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + text.Append('\n');
    }

    private static XElement Command(CommandModel command, HelpPage page) => new(
        s_command + "command",
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", command.Name),
            Paragraphs(s_maml + "description", page.Synopsis),
            new XElement(s_command + "verb", command.Name.Split('-')[0]),
            new XElement(s_command + "noun", command.Name.Split('-')[1])),
        Paragraphs(s_maml + "description", page.Description),
        new XElement(s_command + "syntax", command.Syntaxes.Select(syntax => new XElement(
            s_command + "syntaxItem", new XElement(s_maml + "name", command.Name), syntax.Parameters.Select(SyntaxParameter)))),
        new XElement(s_command + "parameters", command.Parameters.Select(parameter => Parameter(parameter, page))),
        new XElement(s_command + "inputTypes", PipelineInput.Of(command).Select(static input => Typed(s_command + "inputType", input.Type, input.Text))),
        new XElement(s_command + "returnValues", command.Outputs.Select(type => Typed(s_command + "returnValue", type, page.Outputs[type]))),
        new XElement(s_maml + "alertSet", Paragraphs(s_maml + "alert", page.Notes)),
        new XElement(s_command + "examples", page.Examples.Select(Example)),
        new XElement(s_command + "relatedLinks", Link().Matches(page.Links).Select(static link => new XElement(
            s_maml + "navigationLink", new XElement(s_maml + "linkText", link.Groups[1].Value), new XElement(s_maml + "uri", Address(link.Groups[2].Value))))));

    /// <summary>Get-Help -Online takes the first address, and refuses one that is relative; where the pages are, tools/Package knows.</summary>
    private static string Address(string link) => Uri.IsWellFormedUriString(link, UriKind.Absolute) ? link : "";

    private static XElement SyntaxParameter(SyntaxParameterModel item) => new(
        s_command + "parameter",
        new XAttribute("required", item.IsMandatory),
        new XAttribute("variableLength", false),
        new XAttribute("globbing", item.Parameter.SupportsWildcards),
        new XAttribute("pipelineInput", Pipeline(item.Parameter)),
        new XAttribute("position", (object?)item.Position ?? "named"),
        new XAttribute("aliases", Aliases(item.Parameter)),
        new XElement(s_maml + "name", item.Parameter.Name),
        AcceptedValues(item.Parameter),
        item.Parameter.IsSwitch ? null : Value(item.Parameter.ShortType),
        Type(item.Parameter.Type));

    private static XElement Parameter(ParameterModel parameter, HelpPage page) => new(
        s_command + "parameter",
        new XAttribute("required", parameter.Sets.Any(static set => set.IsRequired)),
        new XAttribute("variableLength", false),
        new XAttribute("globbing", parameter.SupportsWildcards),
        new XAttribute("pipelineInput", Pipeline(parameter)),
        new XAttribute("position", parameter.Sets[0].Position),
        new XAttribute("aliases", Aliases(parameter)),
        new XElement(s_maml + "name", parameter.Name),
        Paragraphs(s_maml + "description", page.Parameters[parameter.Name]),
        AcceptedValues(parameter),
        parameter.IsSwitch ? null : Value(parameter.Type),
        Type(parameter.Type),
        page.Defaults[parameter.Name] is { Length: > 0 } value ? new XElement(s_dev + "defaultValue", value) : null);

    private static XElement Example(HelpExample example, int index)
    {
        Match code = Code().Match(example.Body);
        return new XElement(
            s_command + "example",
            new XElement(s_maml + "title", $"--------- Example {index + 1}: {example.Title} ---------"),
            Introduction(example.Body[..code.Index]),
            new XElement(s_dev + "code", code.Groups[1].Value),
            Paragraphs(s_dev + "remarks", example.Body[(code.Index + code.Length)..]));
    }

    /// <summary>Get-Help puts the code right behind the introduction: an empty line has to be part of it.</summary>
    private static XElement Introduction(string markdown)
    {
        XElement introduction = Paragraphs(s_maml + "introduction", markdown);
        if (introduction.Elements().LastOrDefault() is { } last)
        {
            last.Value += "\n\n";
        }

        return introduction;
    }

    private static XElement? AcceptedValues(ParameterModel parameter) => parameter.AcceptedValues.Count == 0
        ? null
        : new XElement(s_command + "parameterValueGroup", parameter.AcceptedValues.Select(Value));

    private static XElement Value(string text) => new(s_command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", false), text);

    private static XElement Type(string name) => new(s_dev + "type", new XElement(s_maml + "name", name));

    private static XElement Typed(XName element, string type, string text) => new(element, Type(type), Paragraphs(s_maml + "description", text));

    private static string Pipeline(ParameterModel parameter) => (parameter.TakesPipeline, parameter.TakesProperty) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    private static string Aliases(ParameterModel parameter) => parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases);

    /// <summary>The lines of a paragraph become one, so that the terminal wraps them; those of a list or a fenced block stay as they are.</summary>
    private static XElement Paragraphs(XName element, string markdown) => new(
        element,
        markdown.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static paragraph => new XElement(
            s_maml + "para",
            paragraph.StartsWith("```", StringComparison.Ordinal) ? Fence().Replace(paragraph, "").Trim('\n') : WrappedLine().Replace(paragraph, " "))));

    [GeneratedRegex("```powershell\n(.*?)\n```\n?", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^```.*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("\n(?![-|] ?)")]
    private static partial Regex WrappedLine();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]*)\)")]
    private static partial Regex Link();
}
