using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Auth;

/// <summary>
/// A session token that was made offline: base64 of <c>jwt/</c> and a JSON Web Token, signed with the parent's secret. The emulator has its own code for it,
/// so that a mistake of the client shows (https://developers.cloudflare.com/r2/examples/authenticate-r2-temp-credentials/).
/// </summary>
internal sealed class TemporaryToken
{
    private const string Mark = "jwt/";
    private readonly string _jwt;

    private TemporaryToken(string jwt)
    {
        _jwt = jwt;
    }

    public static TemporaryToken? TryParse(string sessionToken)
    {
        byte[] bytes = new byte[sessionToken.Length];
        return Convert.TryFromBase64String(sessionToken, bytes, out int length)
            && Encoding.ASCII.GetString(bytes, 0, length) is var text
            && text.StartsWith(Mark, StringComparison.Ordinal)
            ? new TemporaryToken(text[Mark.Length..])
            : null;
    }

    /// <summary>The temporary credential of this token.</summary>
    /// <exception cref="S3Exception">The token is forged or expired, or belongs to another endpoint, account or key.</exception>
    public EmulatorCredential Verify(EmulatorCredential parent, string accountId, string sessionToken, S3Request request)
    {
        string[] parts = _jwt.Split('.');
        if (parts.Length != 3 || !IsSigned(parts, parent.SecretAccessKey))
        {
            throw Invalid();
        }

        try
        {
            using JsonDocument header = JsonDocument.Parse(Decode(parts[0]));
            using JsonDocument claims = JsonDocument.Parse(Decode(parts[1]));
            CheckClaims(header.RootElement, claims.RootElement, parent, accountId, request);
            return new EmulatorCredential
            {
                AccessKeyId = parent.AccessKeyId,
                SecretAccessKey = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(_jwt))).ToLowerInvariant(),
                SessionToken = sessionToken,
                Buckets = parent.Buckets,
                IsReadOnly = parent.IsReadOnly,
                Reach = ReachOf(claims.RootElement),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Invalid();
        }
    }

    /// <summary>Signs the claims of a token that the emulator itself gives out.</summary>
    public static string Sign(string claims, string secret)
    {
        string signed = $"{Encode(Encoding.UTF8.GetBytes("""{"alg":"HS256","typ":"JWT"}"""))}.{Encode(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static bool IsSigned(string[] parts, string secret)
    {
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Encode(expected)), Encoding.ASCII.GetBytes(parts[2]));
    }

    private static void CheckClaims(JsonElement header, JsonElement claims, EmulatorCredential parent, string accountId, S3Request request)
    {
        bool isOurs = header.GetProperty("alg").GetString() == "HS256"
            && claims.GetProperty("iss").GetString() == parent.AccessKeyId
            && claims.GetProperty("sub").GetString() == accountId
            && claims.GetProperty("aud").GetString() == request.Header("host");
        if (!isOurs || claims.GetProperty("iat").GetInt64() > request.Now.AddMinutes(15).ToUnixTimeSeconds())
        {
            throw Invalid();
        }

        if (claims.GetProperty("exp").GetInt64() <= request.Now.ToUnixTimeSeconds())
        {
            throw new S3Exception(403, "ExpiredToken", "The provided token has expired.");
        }
    }

    private static CredentialReach ReachOf(JsonElement claims)
    {
        bool hasPaths = claims.TryGetProperty("paths", out JsonElement paths);
        return new CredentialReach
        {
            Bucket = claims.GetProperty("bucket").GetString()!,
            Scope = claims.TryGetProperty("scope", out JsonElement scope) ? scope.GetString() : null,
            Actions = Strings(claims, "actions"),
            Prefixes = hasPaths ? Strings(paths, "prefixPaths") : [],
            Objects = hasPaths ? Strings(paths, "objectPaths") : [],
        };
    }

    private static List<string> Strings(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement array) ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static S3Exception Invalid() => S3Errors.InvalidArgument("X-Amz-Security-Token");

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
