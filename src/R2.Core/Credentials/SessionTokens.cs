using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace R2.Credentials;

/// <summary>
/// R2's session tokens: base64 of <c>jwt/</c> and a JSON Web Token signed with the parent's secret by HS256 (RFC 7515).
/// https://developers.cloudflare.com/r2/examples/authenticate-r2-temp-credentials/
/// </summary>
internal static class SessionTokens
{
    private const string Mark = "jwt/";

    /// <summary>The secret access key and the session token of a temporary credential.</summary>
    public static (string SecretAccessKey, string SessionToken) Create(R2Credential parent, TemporaryCredentialOptions options, long now)
    {
        string signed = $"{Base64Url("""{"alg":"HS256","typ":"JWT"}"""u8)}.{Base64Url(Claims(parent, options, now))}";
        string jwt = $"{signed}.{Base64Url(HMACSHA256.HashData(parent.SecretAccessKey, Encoding.ASCII.GetBytes(signed)))}";
        string secret = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(jwt))).ToLowerInvariant();
        return (secret, Convert.ToBase64String(Encoding.ASCII.GetBytes(Mark + jwt)));
    }

    /// <summary>When a token ends; null where it does not say so in a way that we know.</summary>
    public static DateTimeOffset? ExpiryOf(string token)
    {
        Span<byte> bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int length) || !bytes[..length].StartsWith("jwt/"u8))
        {
            return null;
        }

        string[] parts = Encoding.ASCII.GetString(bytes[Mark.Length..length]).Split('.');
        try
        {
            using JsonDocument claims = JsonDocument.Parse(Convert.FromBase64String(ToBase64(parts.ElementAtOrDefault(1) ?? "")));
            return claims.RootElement.TryGetProperty("exp", out JsonElement exp) && exp.TryGetInt64(out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            // A token of another kind: the server knows its end, we do not.
            return null;
        }
    }

    private static byte[] Claims(R2Credential parent, TemporaryCredentialOptions options, long now)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        json.WriteString("bucket", options.BucketName);
        if (options.Permission is { } permission)
        {
            json.WriteString("scope", NameOf(permission));
        }

        if (options.Actions.Count > 0)
        {
            WriteArray(json, "actions", options.Actions);
        }

        if (options.Prefixes.Count + options.Objects.Count > 0)
        {
            json.WriteStartObject("paths");
            WriteArray(json, "prefixPaths", options.Prefixes);
            WriteArray(json, "objectPaths", options.Objects);
            json.WriteEndObject();
        }

        json.WriteString("sub", options.AccountId);
        json.WriteString("iss", parent.AccessKeyId);
        json.WriteString("aud", options.Endpoint.Authority);
        json.WriteNumber("iat", now);
        json.WriteNumber("exp", now + (long)options.Lifetime.TotalSeconds);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    internal static string NameOf(R2AccessLevel permission) => permission switch
    {
        R2AccessLevel.ObjectReadOnly => "object-read-only",
        R2AccessLevel.ObjectReadWrite => "object-read-write",
        R2AccessLevel.AdminReadOnly => "admin-read-only",
        R2AccessLevel.AdminReadWrite => "admin-read-write",
        _ => throw R2Exception.OutOfRange("Permission", permission, "ObjectReadOnly, ObjectReadWrite, AdminReadOnly or AdminReadWrite"),
    };

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteRawValue(Quote(value));
        }

        json.WriteEndArray();
    }

    /// <summary>As JSON.stringify writes it, which leaves emoji as they are; .NET's encoders all escape them.</summary>
    private static string Quote(string text)
    {
        StringBuilder quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string ToBase64(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
}
