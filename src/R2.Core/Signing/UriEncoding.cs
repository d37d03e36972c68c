using System.Buffers;
using System.Text;

namespace R2.Signing;

/// <summary>
/// Percent-encoding of Signature V4: everything but letters, digits and <c>-._~</c>, in upper-case hex of UTF-8; a slash stays in paths.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
/// </summary>
internal static class UriEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const int MaxQuick = 256;
    private static readonly SearchValues<char> s_unreserved = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> s_unreservedInPath = SearchValues.Create(Unreserved + "/");

    public static string Encode(string value) => Encode(value, s_unreserved);

    public static string EncodePath(string path) => Encode(path, s_unreservedInPath);

    private static string Encode(string value, SearchValues<char> kept)
    {
        int plain = value.AsSpan().IndexOfAnyExcept(kept);
        if (plain < 0)
        {
            return value;
        }

        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        char[] encoded = ArrayPool<char>.Shared.Rent(utf8.Length * 3);
        try
        {
            int count = Encoding.UTF8.GetBytes(value, utf8);
            int length = 0;
            foreach (byte b in utf8.AsSpan(0, count))
            {
                if (b < 0x80 && kept.Contains((char)b))
                {
                    encoded[length++] = (char)b;
                }
                else
                {
                    encoded[length++] = '%';
                    encoded[length++] = HexDigit(b >> 4);
                    encoded[length++] = HexDigit(b & 0xF);
                }
            }

            return new string(encoded, 0, length);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(encoded);
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>Whether each percent sign stands for a byte, and the bytes are UTF-8: anything else decodes to another text than was meant, or not at all.</summary>
    public static bool IsWellFormed(string value)
    {
        if (!value.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }

        byte[] utf8 = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        int length = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '%')
            {
                // What is not escaped is whole already, and only separates.
                utf8[length++] = (byte)' ';
            }
            else if (i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                utf8[length++] = (byte)((HexValue(value[i + 1]) << 4) | HexValue(value[i + 2]));
                i += 2;
            }
            else
            {
                return false;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(utf8.AsSpan(0, length));
    }

    /// <summary>Undoes <see cref="Encode(string)"/>, and reads a plus sign as the space that AWS means by it in listings.</summary>
    public static string DecodeForm(string value)
    {
        if (!value.AsSpan().ContainsAny('%', '+'))
        {
            return value;
        }

        // Slashes, spaces and the like, which most keys have: several times as quick as the general decoder, which reads the rest.
        Span<char> decoded = stackalloc char[MaxQuick];
        return value.Length <= MaxQuick && TryDecodeAscii(value, decoded, out int length)
            ? new string(decoded[..length])
            : Uri.UnescapeDataString(value.Replace('+', ' '));
    }

    private static bool TryDecodeAscii(ReadOnlySpan<char> value, Span<char> decoded, out int length)
    {
        length = 0;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == '%')
            {
                if (i + 2 >= value.Length || !char.IsBetween(value[i + 1], '0', '7') || !char.IsAsciiHexDigit(value[i + 2]))
                {
                    return false;
                }

                c = (char)(((value[i + 1] - '0') << 4) | HexValue(value[i + 2]));
                i += 2;
            }
            else if (c == '+')
            {
                c = ' ';
            }

            decoded[length++] = c;
        }

        return true;
    }

    private static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
