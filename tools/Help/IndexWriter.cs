namespace R2.Help;

/// <summary>Writes the list of cmdlets into the site map, between its marks.</summary>
internal static class IndexWriter
{
    private const string Begin = "<!-- cmdlets: written by tools/Help -->\n";
    private const string End = "<!-- end of cmdlets -->\n";

    public static string Write(string index, IEnumerable<(CommandModel Command, HelpPage Page)> commands)
    {
        int begin = index.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = index.IndexOf(End, begin, StringComparison.Ordinal);
        IEnumerable<string> rows = commands.Select(static item => $"| [{item.Command.Name}](help/{item.Command.Name}.md) | {item.Page.Synopsis.ReplaceLineEndings(" ")} |\n");
        return $"{index[..begin]}| cmdlet | does |\n|---|---|\n{string.Concat(rows)}{index[end..]}";
    }
}
