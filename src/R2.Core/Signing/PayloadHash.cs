using System.Security.Cryptography;

namespace R2.Signing;

/// <summary>What stands for the body in the canonical request and in <c>x-amz-content-sha256</c>.</summary>
internal static class PayloadHash
{
    /// <summary>The body is not covered by the signature; R2 takes it, and a checksum header protects the bytes at a tenth of the cost.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>SHA-256 of nothing.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        Utf8Writer writer = new(64);
        writer.AppendLowerHex(hash);
        string text = writer.ToString();
        writer.Dispose();
        return text;
    }
}
