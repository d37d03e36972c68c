using System.Buffers;

namespace R2;

/// <summary>
/// Text that a server or a key brought, as a terminal may be given it: control characters, which could recolour, overwrite or response for the user there, become the
/// signs that stand for them. Objects keep their text as it is; messages and views show it so.
/// </summary>
public static class PrintableText
{
    private const char FirstPicture = '\u2400';
    private const char PictureOfDelete = '\u2421';
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> s_controls = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(static c => (char)c).Where(char.IsControl)]);
    private static readonly SearchValues<char> s_inLines = SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(static c => (char)c).Where(static c => char.IsControl(c) && c is not ('\n' or '\t'))]);

    /// <summary>The text without control characters.</summary>
    /// <param name="text">Text; null counts as empty.</param>
    public static string Of(string? text) => Without(s_controls, text ?? "");

    /// <summary>The text without control characters other than line feeds and tabs: messages may have several lines.</summary>
    /// <param name="text">Text.</param>
    public static string OfLines(string? text) => Without(s_inLines, text ?? "");

    /// <summary>Whether there is nothing to replace.</summary>
    internal static bool Is(ReadOnlySpan<char> text) => !text.ContainsAny(s_controls);

    private static string Without(SearchValues<char> controls, string text) => text.AsSpan().ContainsAny(controls)
        ? string.Create(text.Length, (text, controls), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                char c = state.text[i];
                span[i] = !state.controls.Contains(c) ? c : c < ' ' ? (char)(FirstPicture + c) : c == '\u007F' ? PictureOfDelete : Replacement;
            }
        })
        : text;
}
