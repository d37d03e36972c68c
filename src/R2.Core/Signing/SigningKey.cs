using System.Security.Cryptography;
using System.Text;

namespace R2.Signing;

/// <summary>Third step of Signature V4: the key, derived from the secret for one day, region and service.</summary>
internal static class SigningKey
{
    public static byte[] Derive(ReadOnlySpan<byte> signingSecret, in CredentialScope scope)
    {
        byte[] key = new byte[HMACSHA256.HashSizeInBytes];
        Chain(signingSecret, scope.Date, key);
        Chain(key, scope.Region, key);
        Chain(key, scope.Service, key);
        HMACSHA256.HashData(key, "aws4_request"u8, key);
        return key;
    }

    private static void Chain(ReadOnlySpan<byte> key, ReadOnlySpan<char> text, Span<byte> destination)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        HMACSHA256.HashData(key, utf8[..Encoding.UTF8.GetBytes(text, utf8)], destination);
    }
}
