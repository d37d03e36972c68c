using System.Security.Cryptography;
using System.Text;
using R2.Credentials;

namespace R2.Signing;

/// <summary>Third step of Signature V4: the key, derived from the secret for one day, region and service.</summary>
internal static class SigningKey
{
    /// <summary>The key, which is a secret for a day: it lies where the secret does, and is overwritten in the end.</summary>
    public static SecretBytes Derive(ReadOnlySpan<byte> signingSecret, in CredentialScope scope, Hasher hasher)
    {
        SecretBytes secret = new(HMACSHA256.HashSizeInBytes);
        byte[] key = secret.Array;
        Chain(hasher, signingSecret, scope.Date, key);
        Chain(hasher, key, scope.Region, key);
        Chain(hasher, key, scope.Service, key);
        hasher.Mac(key, "aws4_request"u8, key);
        return secret;
    }

    private static void Chain(Hasher hasher, ReadOnlySpan<byte> key, ReadOnlySpan<char> text, Span<byte> destination)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        hasher.Mac(key, utf8[..Encoding.UTF8.GetBytes(text, utf8)], destination);
    }
}
