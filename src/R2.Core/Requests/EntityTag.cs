using System.Buffers;

namespace R2.Requests;

/// <summary>
/// Entity tags as R2 gives them: strong ones. A weak one says that something in between changed the bytes, and can pin no version.
/// https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
/// </summary>
internal static class EntityTag
{
    private static readonly SearchValues<char> s_characters = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c).Where(static c => c != '"')]);

    /// <summary>The tag without its quotes, which some servers leave out; null where the text is none.</summary>
    public static string? Parse(string? text)
    {
        ReadOnlySpan<char> tag = text.AsSpan().Trim();
        tag = tag is ['"', .. ReadOnlySpan<char> quoted, '"'] ? quoted : tag;
        return tag.IsEmpty || tag.ContainsAnyExcept(s_characters) ? null : tag.Length == text!.Length ? text : tag.ToString();
    }
}
