using System.Globalization;
using System.Security;
using System.Text;

namespace R2.Picture;

/// <summary>Draws a screen: one text for each run of characters that look alike, fixed to the grid, so that any monospaced font will do.</summary>
internal static class SvgWriter
{
    private const double CellWidth = 8.4;
    private const int CellHeight = 18;
    private const int Margin = 14;
    private const string Paper = "#1c2128";
    private const string Ink = "#d1d7e0";

    // Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones.
    private static readonly string[] s_colours =
    [
        "#545d68", "#f47067", "#57ab5a", "#c69026", "#539bf5", "#b083f0", "#39c5cf", "#909dab",
        "#636e7b", "#ff938a", "#6bc46d", "#daaa3f", "#6cb6ff", "#dcbdfb", "#56d4dd", "#cdd9e5",
    ];

    public static string Write(Screen screen)
    {
        List<Cell[]> rows = [.. screen.Rows];
        while (rows.Count > 1 && Array.TrueForAll(rows[^1], static cell => cell == Cell.Blank))
        {
            rows.RemoveAt(rows.Count - 1);
        }

        int width = (int)Math.Ceiling((screen.Width * CellWidth) + (2 * Margin));
        int height = (rows.Count * CellHeight) + (2 * Margin);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{Paper}\"/>\n");
        for (int row = 0; row < rows.Count; row++)
        {
            foreach ((int start, int length) in Runs(rows[row]))
            {
                WriteRun(svg, rows[row].AsSpan(start, length), start, row);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static IEnumerable<(int Start, int Length)> Runs(Cell[] row)
    {
        for (int start = 0; start < row.Length;)
        {
            int end = start + 1;
            while (end < row.Length && row[end].Style == row[start].Style)
            {
                end++;
            }

            yield return (start, end - start);
            start = end;
        }
    }

    private static void WriteRun(StringBuilder svg, ReadOnlySpan<Cell> cells, int column, int row)
    {
        Style style = cells[0].Style;
        string ink = Colour(style.Foreground, Ink);
        string paper = Colour(style.Background, Paper);
        (ink, paper) = style.Reversed ? (paper, ink) : (ink, paper);
        double x = Margin + (column * CellWidth);
        int y = Margin + (row * CellHeight);
        if (paper != Paper)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y}\" width=\"{cells.Length * CellWidth:0.#}\" height=\"{CellHeight}\" fill=\"{paper}\"/>\n");
        }

        string text = string.Concat(cells.ToArray().Select(static cell => cell.Character)).TrimEnd();
        if (text.Length > 0)
        {
            string weight = style.Bold ? " font-weight=\"bold\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y + 14}\" fill=\"{ink}\"{weight} textLength=\"{text.Length * CellWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{SecurityElement.Escape(text)}</text>\n");
        }
    }

    private static string Colour(int? number, string otherwise) => number is { } known ? s_colours[known] : otherwise;
}
