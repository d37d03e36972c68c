using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace R2.Http;

/// <summary>
/// Values of user metadata in a header: ASCII as it is, anything else as RFC 2047 encoded words, which R2 decodes on store and makes on read.
/// https://developers.cloudflare.com/r2/api/s3/extensions/
/// </summary>
internal static partial class MetadataText
{
    /// <summary>Bytes of text in one encoded word: 45 bytes make 60 of base64, with <c>=?utf-8?B?</c> and <c>?=</c> 72 of the 75 allowed.</summary>
    private const int BytesPerWord = 45;

    private static readonly SearchValues<char> s_plain = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    public static string Encode(string value)
    {
        if (IsPlain(value))
        {
            return value;
        }

        StringBuilder words = new();
        byte[] word = new byte[BytesPerWord];
        ReadOnlySpan<char> rest = value;
        while (!rest.IsEmpty)
        {
            // The encoder stops before a character that does not fit: each word is whole, as the RFC wants it.
            Encoder encoder = Encoding.UTF8.GetEncoder();
            encoder.Convert(rest, word, flush: true, out int charsUsed, out int bytesUsed, out _);
            words.Append(words.Length == 0 ? "=?utf-8?B?" : " =?utf-8?B?").Append(Convert.ToBase64String(word, 0, bytesUsed)).Append("?=");
            rest = rest[charsUsed..];
        }

        return words.ToString();
    }

    public static string Decode(string value) =>
        value.Contains("=?", StringComparison.Ordinal) ? EncodedWord().Replace(BetweenWords().Replace(value, "$1"), DecodeWord) : value;

    private static bool IsPlain(string value) =>
        !value.AsSpan().ContainsAnyExcept(s_plain)
        && !value.Contains("=?", StringComparison.Ordinal)
        && value.AsSpan().Trim(' ').Length == value.Length
        && !value.Contains("  ", StringComparison.Ordinal);

    private static string DecodeWord(Match match)
    {
        try
        {
            byte[] bytes = match.Groups["encoding"].ValueSpan[0] is 'B' or 'b'
                ? Convert.FromBase64String(match.Groups["text"].Value)
                : DecodeQ(match.Groups["text"].Value);
            return Encoding.GetEncoding(match.Groups["charset"].Value).GetString(bytes);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return match.Value;
        }
    }

    private static byte[] DecodeQ(string text)
    {
        List<byte> bytes = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bytes.Add(text[i] switch
            {
                '_' => (byte)' ',
                '=' => byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                char c => (byte)c,
            });
            i += text[i] == '=' ? 2 : 0;
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<encoding>[BbQq])\?(?<text>[^?\s]*)\?=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();

    /// <summary>White space between two encoded words is no part of the text (RFC 2047, section 6.2).</summary>
    [GeneratedRegex(@"(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BetweenWords();
}
