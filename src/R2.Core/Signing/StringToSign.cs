using System.Security.Cryptography;

namespace R2.Signing;

/// <summary>Second step of Signature V4: algorithm, time, scope and the hash of the canonical request.</summary>
internal static class StringToSign
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static void Write(ref Utf8Writer writer, in CredentialScope scope, ReadOnlySpan<byte> canonicalRequest, Hasher hasher)
    {
        writer.Append(Algorithm);
        writer.Append((byte)'\n');
        writer.Append(scope.Timestamp);
        writer.Append((byte)'\n');
        scope.Write(ref writer);
        writer.Append((byte)'\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hasher.Hash(canonicalRequest, hash);
        writer.AppendLowerHex(hash);
    }
}
