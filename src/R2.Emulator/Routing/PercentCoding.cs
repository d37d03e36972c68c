using System.Globalization;
using System.Text;

namespace R2.Emulator.Routing;

/// <summary>Percent-encoding of bytes. System.Uri is not used, since it rewrites paths.</summary>
internal static class PercentCoding
{
    private static readonly UTF8Encoding s_strict = new(false, true);

    /// <summary>Decodes once; null if the bytes are not UTF-8, which R2 requires of keys.</summary>
    public static string? DecodeStrict(string text)
    {
        try
        {
            return s_strict.GetString(Bytes(text));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static string DecodeLenient(string text) => text.Contains('%', StringComparison.Ordinal) ? Encoding.UTF8.GetString(Bytes(text)) : text;

    /// <summary>Encodes all but unreserved characters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).</summary>
    public static string Encode(string text)
    {
        StringBuilder encoded = new StringBuilder(text.Length + 16);
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
            }
        }

        return encoded.ToString();
    }

    private static byte[] Bytes(string text)
    {
        List<byte> bytes = new List<byte>(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes.Add(byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 2;
            }
            else
            {
                // Each character of a head is a byte (Latin-1), so unescaped UTF-8 stays as it was sent.
                bytes.Add((byte)text[at]);
            }
        }

        return [.. bytes];
    }
}
