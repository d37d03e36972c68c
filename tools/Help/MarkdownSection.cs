namespace R2.Help;

/// <summary>A heading and the text below it, up to the next heading of the same level.</summary>
internal sealed record MarkdownSection(string Title, string Body)
{
    /// <summary>Splits at lines that begin with <paramref name="mark"/>, outside fenced blocks; what stands before the first is left out.</summary>
    public static IEnumerable<MarkdownSection> Split(string text, string mark)
    {
        string? title = null;
        List<string> body = [];
        bool fenced = false;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            fenced ^= line.StartsWith("```", StringComparison.Ordinal);
            if (fenced || !line.StartsWith(mark, StringComparison.Ordinal))
            {
                body.Add(line);
                continue;
            }

            if (title is not null)
            {
                yield return new MarkdownSection(title, Join(body));
            }

            (title, body) = (line[mark.Length..].Trim(), []);
        }

        if (title is not null)
        {
            yield return new MarkdownSection(title, Join(body));
        }
    }

    private static string Join(List<string> lines) => string.Join('\n', lines).Trim('\n', ' ');
}
