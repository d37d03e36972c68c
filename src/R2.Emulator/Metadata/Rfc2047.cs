using System.Text;
using System.Text.RegularExpressions;

namespace R2.Emulator.Metadata;

/// <summary>
/// Non-ASCII metadata values are sent as encoded words; R2 decodes them before it stores them and encodes them again
/// (https://developers.cloudflare.com/r2/api/s3/extensions/#extended-metadata-using-unicode, https://www.rfc-editor.org/rfc/rfc2047).
/// </summary>
internal static partial class Rfc2047
{
    /// <summary>Bytes of text in one word, so that the encoded word has at most 75 characters.</summary>
    private const int BytesPerWord = 45;

    public static string Encode(string value)
    {
        if (value.All(character => character is >= ' ' and <= '~'))
        {
            return value;
        }

        List<string> words = new List<string>();
        List<byte> word = new List<byte>();
        foreach (Rune rune in value.EnumerateRunes())
        {
            byte[] bytes = new byte[rune.Utf8SequenceLength];
            rune.EncodeToUtf8(bytes);
            if (word.Count + bytes.Length > BytesPerWord)
            {
                words.Add(Frame(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Frame(word));
        return string.Join(' ', words);
    }

    /// <summary>Decodes a value of a head, where each character is a byte.</summary>
    public static string Decode(string header)
    {
        string raw = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header));

        // White space between two encoded words is not part of the text (section 6.2).
        return EncodedWord().Replace(Between().Replace(raw, "$1"), match => DecodeWord(match) ?? match.Value);
    }

    private static string Frame(List<byte> bytes) => $"=?UTF-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static string? DecodeWord(Match match)
    {
        try
        {
            Encoding encoding = Encoding.GetEncoding(match.Groups["charset"].Value);
            string text = match.Groups["text"].Value;
            byte[] bytes = match.Groups["coding"].Value is "B" or "b" ? Convert.FromBase64String(text) : DecodeQ(text);
            return encoding.GetString(bytes);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static byte[] DecodeQ(string text)
    {
        List<byte> bytes = new List<byte>(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '=' && at + 2 < text.Length)
            {
                bytes.AddRange(Convert.FromHexString(text.AsSpan(at + 1, 2)));
                at += 2;
            }
            else
            {
                bytes.Add(text[at] == '_' ? (byte)' ' : (byte)text[at]);
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?*\s]+)(?:\*[^?]*)?\?(?<coding>[BbQq])\?(?<text>[^?\s]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)")]
    private static partial Regex Between();
}
