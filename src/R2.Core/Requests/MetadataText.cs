using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using R2.Rules;

namespace R2.Requests;

/// <summary>
/// Values of user metadata in a header: ASCII as it is, anything else as RFC 2047 encoded words, which R2 decodes before it stores them. On the way back it
/// encodes only what is not ASCII. https://developers.cloudflare.com/r2/api/s3/extensions/
/// </summary>
/// <remarks>
/// ASCII that no header can carry (blanks at an end, control characters, what looks like an encoded word) would therefore come back changed: it is stored at R2 as
/// an encoded word of its own, in quoted-printable, and travels there in base64 as everything else does. A server that keeps headers as they come gives both layers back.
/// </remarks>
internal static partial class MetadataText
{
    private const string Base64 = "=?utf-8?B?";
    private const string Quoted = "=?utf-8?Q?";

    /// <summary>Bytes of text in one encoded word: 45 bytes make 60 of base64, with <c>=?utf-8?B?</c> and <c>?=</c> 72 of the 75 that the RFC gives it.</summary>
    private const int BytesPerWord = 45;

    /// <summary>Signs of quoted-printable in one word, which is 75 at most.</summary>
    private const int SignsPerWord = 63;

    private static readonly SearchValues<char> s_plain = SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).ToArray());

    private static readonly SearchValues<char> s_unquoted = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/.,:;");

    public static string Encode(string value) => IsPlain(value) ? value : InBase64(Stored(value));

    public static string Decode(string value)
    {
        if (!value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        string once = DecodeWords(value);
        return IsWords(value, Base64) && Ascii.IsValid(once) && IsWords(once, Quoted) ? DecodeWords(once) : once;
    }

    /// <summary>What R2 keeps of a value, and counts.</summary>
    public static string Stored(string value) => !IsPlain(value) && IsLostOnReading(value) ? InQuotedPrintable(value) : value;

    private static bool IsPlain(string value) =>
        !value.AsSpan().ContainsAnyExcept(s_plain)
        && !value.Contains("=?", StringComparison.Ordinal)
        && value.AsSpan().Trim(' ').Length == value.Length
        && !value.Contains("  ", StringComparison.Ordinal);

    private static bool IsLostOnReading(string value) =>
        value.Contains("=?", StringComparison.Ordinal)
        || (Ascii.IsValid(value) && (value.AsSpan().ContainsAnyExcept(s_plain) || value.AsSpan().Trim(' ').Length != value.Length));

    private static string InBase64(string value)
    {
        StringBuilder words = new();
        byte[] word = new byte[BytesPerWord];
        ReadOnlySpan<char> rest = value;
        while (!rest.IsEmpty)
        {
            // The encoder stops before a character that does not fit: each word is whole, as the RFC wants it.
            Encoder encoder = Encoding.UTF8.GetEncoder();
            encoder.Convert(rest, word, flush: true, out int charsUsed, out int bytesUsed, out _);
            words.Append(words.Length == 0 ? "" : " ").Append(Base64).Append(Convert.ToBase64String(word, 0, bytesUsed)).Append("?=");
            rest = rest[charsUsed..];
        }

        return words.ToString();
    }

    private static string InQuotedPrintable(string value)
    {
        StringBuilder words = new(Quoted);
        int signs = 0;
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in value.EnumerateRunes())
        {
            ReadOnlySpan<byte> utf8 = bytes[..rune.EncodeToUtf8(bytes)];
            string quoted = rune.Value == ' ' ? "_" : s_unquoted.Contains((char)utf8[0]) ? $"{(char)utf8[0]}" : "=" + string.Join('=', utf8.ToArray().Select(static b => b.ToString("X2", CultureInfo.InvariantCulture)));
            if (signs + quoted.Length > SignsPerWord)
            {
                words.Append("?= ").Append(Quoted);
                signs = 0;
            }

            words.Append(quoted);
            signs += quoted.Length;
        }

        return words.Append("?=").ToString();
    }

    private static bool IsWords(string text, string beginning) => Array.TrueForAll(
        text.Split(' '), word => word.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) && word.EndsWith("?=", StringComparison.Ordinal));

    private static string DecodeWords(string text) => Words().Replace(text, static words => DecodeRun(words) ?? words.Value);

    /// <summary>Words that stand side by side are one text, whose characters some writers cut through.</summary>
    /// <returns>Null where it is no such text.</returns>
    private static string? DecodeRun(Match words)
    {
        StringBuilder text = new();
        List<byte> bytes = [];
        try
        {
            for (int i = 0; i < words.Groups["text"].Captures.Count; i++)
            {
                string charset = words.Groups["charset"].Captures[i].Value;
                string coded = words.Groups["text"].Captures[i].Value;
                bytes.AddRange(words.Groups["encoding"].Captures[i].ValueSpan[0] is 'B' or 'b' ? Convert.FromBase64String(coded) : DecodeQ(coded));
                if (i + 1 < words.Groups["text"].Captures.Count && charset.Equals(words.Groups["charset"].Captures[i + 1].Value, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                if (Charsets.Find(charset) is not { } encoding)
                {
                    return null;
                }

                text.Append(encoding.GetString([.. bytes]));
                bytes.Clear();
            }

            return text.ToString();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            return null;
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

    /// <summary>Encoded words, and as many more as follow: white space between two is no part of the text (RFC 2047, section 6.2; a language by RFC 2231).</summary>
    [GeneratedRegex(
        @"=\?(?<charset>[^?*\s]+)(?:\*[^?\s]*)?\?(?<encoding>[BbQq])\?(?<text>[^?\s]*)\?=(?:\s+=\?(?<charset>[^?*\s]+)(?:\*[^?\s]*)?\?(?<encoding>[BbQq])\?(?<text>[^?\s]*)\?=)*",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
