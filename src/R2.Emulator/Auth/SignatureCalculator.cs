using System.Security.Cryptography;
using System.Text;

namespace R2.Emulator.Auth;

/// <summary>
/// String to sign, signing key and signature, implemented independently of the client's signer,
/// so that a mistake in either of them shows.
/// </summary>
internal static class SignatureCalculator
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public static string StringToSign(string canonicalRequest, SignatureClaim claim)
    {
        // Each character of a header value is a byte, so Latin-1 restores what was sent.
        byte[] hash = SHA256.HashData(Encoding.Latin1.GetBytes(canonicalRequest));
        return string.Join('\n', Algorithm, claim.AmzDate, claim.Scope.Text, Hex(hash));
    }

    public static string Sign(string stringToSign, CredentialScope scope, string secretAccessKey)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string? step in new[] { scope.Date, scope.Region, "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
