using System.Text;
using System.Text.RegularExpressions;
using R2.Signing;

namespace R2.Rules;

/// <summary>
/// Content-Disposition with a download name in any script: what is not ASCII goes into <c>filename*</c>, and <c>filename</c> keeps what old readers understand.
/// https://www.rfc-editor.org/rfc/rfc6266#section-4.3
/// </summary>
internal static partial class DispositionText
{
    /// <summary>A value that has no such name, or that is no Unicode, stays as it is.</summary>
    public static string Encode(string value)
    {
        if (Ascii.IsValid(value) || !IsUnicode(value))
        {
            return value;
        }

        bool isNamed = ExtendedName().IsMatch(value);
        return Name().Replace(value, match => Parameter(match, isNamed));
    }

    private static string Parameter(Match match, bool isNamed)
    {
        string name = match.Groups["name"].Value;
        if (Ascii.IsValid(name))
        {
            return match.Value;
        }

        string quoted = match.Groups["quoted"].Success ? name : name.Trim();
        string plain = string.Concat(quoted.EnumerateRunes().Select(static rune => rune.IsAscii ? rune.ToString() : "_"));
        string text = match.Groups["quoted"].Success ? Escape().Replace(name, "$1") : quoted;
        return $"{match.Groups["before"].Value}filename=\"{plain}\"" + (isNamed ? "" : $"; filename*=UTF-8''{UriEncoding.Encode(text)}");
    }

    private static bool IsUnicode(string value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) == value;

    [GeneratedRegex(
        """(?<before>(?:^|;)\s*)filename\s*=\s*(?:(?<quoted>")(?<name>(?:[^"\\]|\\.)*)"|(?<name>[^;"\s][^;"]*))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:^|;)\s*filename\*\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExtendedName();

    [GeneratedRegex(@"\\(.)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
