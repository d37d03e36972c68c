using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace R2.Unit.Support;

/// <summary>Signature V4 for the emulator's tests, apart from the product's signer and from the emulator's verifier.</summary>
public sealed class EmulatorSigner
{
    public string AccessKeyId { get; set; } = string.Empty;

    public string SecretAccessKey { get; set; } = string.Empty;

    public string Region { get; set; } = "auto";

    public static string Stamp(DateTimeOffset date) => date.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Sha256Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public string Authorization(string method, string path, string query, SortedDictionary<string, string> headers, string amzDate)
    {
        string names = string.Join(';', headers.Keys);
        string signature = Signature(method, path, Canonical(query), headers, names, headers["x-amz-content-sha256"], amzDate);
        return $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/{Scope(amzDate)},SignedHeaders={names},Signature={signature}";
    }

    /// <summary>The query that makes a URL presigned, the given one included.</summary>
    public string Presign(string method, string path, string query, SortedDictionary<string, string> headers, DateTimeOffset date, string expires)
    {
        string amzDate = Stamp(date);
        string names = string.Join(';', headers.Keys);
        string credential = Uri.EscapeDataString($"{AccessKeyId}/{Scope(amzDate)}");
        string full = $"{query}{(query.Length > 0 ? "&" : string.Empty)}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={credential}"
            + $"&X-Amz-Date={amzDate}&X-Amz-Expires={expires}&X-Amz-SignedHeaders={Uri.EscapeDataString(names)}";
        return $"{full}&X-Amz-Signature={Signature(method, path, Canonical(full), headers, names, "UNSIGNED-PAYLOAD", amzDate)}";
    }

    private string Scope(string amzDate) => $"{amzDate[..8]}/{Region}/s3/aws4_request";

    private static string Canonical(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
        .Select(pair => string.Join('=', pair.Split('=', 2).Select(text => Uri.EscapeDataString(Uri.UnescapeDataString(text)))))
        .Order(StringComparer.Ordinal));

    private string Signature(
        string method, string path, string query, SortedDictionary<string, string> headers, string names, string payload, string amzDate)
    {
        string fields = string.Concat(headers.Select(field => $"{field.Key}:{field.Value.Trim()}\n"));
        string canonical = $"{method}\n{path}\n{query}\n{fields}\n{names}\n{payload}";
        string toSign = $"AWS4-HMAC-SHA256\n{amzDate}\n{Scope(amzDate)}\n{Sha256Hex(Encoding.UTF8.GetBytes(canonical))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey);
        foreach (string? step in new[] { amzDate[..8], Region, "s3", "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
