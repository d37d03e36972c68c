using System.Text;
using System.Text.Json;

namespace R2.Conformance.Diff;

/// <summary>The declared differences: read from a data file, and kept the same in the documentation.</summary>
internal sealed class DifferenceTable
{
    private const string Begin = "<!-- differences: written by tests/Conformance, from its differences.json -->";
    private const string End = "<!-- end of differences -->";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private DifferenceTable(IReadOnlyList<KnownDifference> differences) => Differences = differences;

    public IReadOnlyList<KnownDifference> Differences { get; }

    public static DifferenceTable Load(string file) => new(JsonSerializer.Deserialize<List<KnownDifference>>(File.ReadAllText(file), s_json)!);

    /// <summary>Whether the documentation shows this very table.</summary>
    public bool IsIn(string document) => Split(document) is (_, string table, _) && table == Render();

    /// <summary>Puts this table into the documentation.</summary>
    public void WriteTo(string document)
    {
        (string before, _, string after) = Split(document) ?? throw new ArgumentException($"{document} has no lines '{Begin}' and '{End}'.");
        File.WriteAllText(document, before + Render() + after);
    }

    private string Render()
    {
        StringBuilder table = new("\n| request | what | Cloudflare's local server | emulator | why |\n|---|---|---|---|---|\n");
        foreach (KnownDifference d in Differences)
        {
            string requests = string.Join(", ", d.Requests.Select(r => $"`{r}`"));
            table.Append("| ").AppendJoin(" | ", new[] { requests, d.Aspect, Code(d.Cloudflare), Code(d.Emulator), d.Reason }.Select(Escape)).Append(" |\n");
        }

        return table.Append('\n').ToString();
    }

    private static string Code(string pattern) => pattern == "*" ? "…" : $"`{pattern}`";

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    private static (string Before, string Table, string After)? Split(string document)
    {
        string text = File.ReadAllText(document).ReplaceLineEndings("\n");
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        return begin < Begin.Length || end < begin ? null : (text[..begin], text[begin..end], text[end..]);
    }
}
