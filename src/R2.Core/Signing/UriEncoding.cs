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

    /// <summary>Undoes <see cref="Encode(string)"/>, and reads a plus sign as the space that AWS means by it in listings.</summary>
    public static string DecodeForm(string value) => Uri.UnescapeDataString(value.Contains('+') ? value.Replace('+', ' ') : value);

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
