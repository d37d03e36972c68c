using System.Text;

namespace R2.Help;

/// <summary>Writes a page as Microsoft.PowerShell.PlatyPS 1.x does.</summary>
internal static class PageWriter
{
    private const int SyntaxWidth = 100;

    private const string CommonParameters = """
        ### CommonParameters

        This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
        -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
        -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
        """;

    public static string Write(CommandModel command, HelpPage page)
    {
        List<string> blocks =
        [
            FrontMatter(command.Name, page.Date),
            $"# {command.Name}",
            "## SYNOPSIS",
            page.Synopsis,
            "## SYNTAX",
            .. command.Syntaxes.Select(syntax => Syntax(command, syntax)),
            "## DESCRIPTION",
            page.Description,
            "## EXAMPLES",
            .. page.Examples.Select(static (example, index) => $"### Example {index + 1}: {example.Title}\n\n{example.Body}"),
            "## PARAMETERS",
            .. command.Parameters.Select(parameter => Parameter(parameter, page)),
            CommonParameters,
            "## INPUTS",
            .. PipelineInput.Of(command).Select(static input => $"### {input.Type}\n\n{input.Text}"),
            "## OUTPUTS",
            .. command.Outputs.Select(type => $"### {type}\n\n{page.Outputs[type]}"),
            "## NOTES",
            page.Notes,
            "## RELATED LINKS",
            page.Links,
        ];
        return string.Join("\n\n", blocks.Where(static block => block.Length > 0)).ReplaceLineEndings("\n") + "\n";
    }

    private static string FrontMatter(string name, string date) => $"""
        ---
        document type: cmdlet
        external help file: R2.Cmdlets.dll-Help.xml
        HelpUri: ''
        Locale: en-US
        Module Name: R2
        ms.date: {date}
        PlatyPS schema version: 2024-05-01
        title: {name}
        ---
        """;

    private static string Syntax(CommandModel command, SyntaxModel syntax)
    {
        StringBuilder text = new();
        int column = command.Name.Length;
        foreach (string word in syntax.Parameters.Select(static parameter => parameter.ToString()).Append("[<CommonParameters>]"))
        {
            if (column + word.Length + 1 > SyntaxWidth)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(' ').Append(word);
            column += word.Length + 1;
        }

        string heading = syntax.Name == "(All)" ? "### __AllParameterSets" : $"### {syntax.Name}{(syntax.IsDefault ? " (Default)" : "")}";
        return $"{heading}\n\n```\n{command.Name}{text}\n```";
    }

    private static string Parameter(ParameterModel parameter, HelpPage page) => $"""
        ### -{parameter.Name}

        {page.Parameters[parameter.Name]}

        ```yaml
        Type: {parameter.Type}
        DefaultValue: '{page.Defaults[parameter.Name]}'
        SupportsWildcards: {Yaml(parameter.SupportsWildcards)}
        {List("Aliases", parameter.Aliases)}
        ParameterSets:
        {string.Join('\n', parameter.Sets.Select(Set))}
        DontShow: false
        {List("AcceptedValues", parameter.AcceptedValues)}
        HelpMessage: ''
        ```
        """;

    private static string Set(ParameterSetModel set) => $"""
        - Name: {set.Name}
          Position: {set.Position}
          IsRequired: {Yaml(set.IsRequired)}
          ValueFromPipeline: {Yaml(set.ValueFromPipeline)}
          ValueFromPipelineByPropertyName: {Yaml(set.ValueFromPipelineByPropertyName)}
          ValueFromRemainingArguments: {Yaml(set.ValueFromRemainingArguments)}
        """;

    private static string List(string name, IReadOnlyList<string> items) =>
        items.Count == 0 ? $"{name}: []" : $"{name}:\n{string.Join('\n', items.Select(static item => $"- {item}"))}";

    private static string Yaml(bool value) => value ? "true" : "false";
}
