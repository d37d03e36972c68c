using R2.Checksums;
using R2.Requests;
using R2.Rules;
using R2.Signing;
using R2.Unit.Support;

namespace R2.Fuzz.Targets;

/// <summary>The quick signer and the quick checksums beside slow ones that are written from their specifications.</summary>
internal static class SigningTargets
{
    private const string AccessKeyId = "0123456789abcdef0123456789abcdef";
    private const string Secret = "fuzz-secret-0123456789";

    private static readonly R2Credential s_credential = new(AccessKeyId, Secret);
    private static readonly SlowSigner s_slow = new(AccessKeyId, Secret);
    private static readonly RequestSigner s_signer = new("auto");
    private static readonly Presigner s_presigner = new("auto");
    private static readonly Uri s_endpoint = new("http://127.0.0.1:9000");

    /// <summary>A line each: key, then <c>?name=value</c> or <c>header: value</c>.</summary>
    private static readonly string[] s_seeds =
    [
        "a/b c\n?list-type=2\n?prefix=a/b\nx-amz-meta-a:  b   c ",
        "\u00e9/../e\u0301//%41\n?a=1\n?a-b=1\n?a=0\nx-amz-meta-z: \t z\t\t\nx-amz-meta-a: \u00e9",
        "k\n?uploads=\nRange: bytes=0-1\nContent-Type: text/plain; a=b",
        "+&=?#~\n?x=+&=~\n?X=\n?\u00e9=\u20ac",
    ];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("sign-header", SignHeader, s_seeds) with { Words = ["x-amz-meta-b: ", "?b=", "\n", "\n?", "%2F"] },
        FuzzTarget.OfText("sign-query", SignQuery, s_seeds) with { Words = ["x-amz-meta-b: ", "?b=", "\n", "\n?", "%2F"] },
        new("checksum-crc32c", Crc, ["123456789"u8.ToArray(), new byte[100]]) { BytesAtLeast = 1 << 20 },
    ];

    private static void SignHeader(string text)
    {
        if (Parse(text) is not var (key, query, headers))
        {
            return;
        }

        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddSeconds(text.Length * 86_399L * 7);
        using HttpRequestMessage request = new(HttpMethod.Put, S3Uri.Create(s_endpoint, "bucket", key, [.. query.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))]));
        request.Content = new ByteArrayContent([]);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        List<(string, string)> sent = [("host", "127.0.0.1:9000"), ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), ("x-amz-date", SlowSigner.Stamp(now))];
        foreach ((string name, string value) in headers)
        {
            if (request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value))
            {
                sent.Add((name, value));
            }
        }

        s_signer.Sign(request, s_credential, now);
        Expect.Equal(
            s_slow.Authorization("PUT", $"/bucket/{key}", query, sent, "UNSIGNED-PAYLOAD", now),
            request.Headers.NonValidated["Authorization"].ToString(),
            "signature");
    }

    private static void SignQuery(string text)
    {
        if (Parse(text) is not var (key, query, headers))
        {
            return;
        }

        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddSeconds(text.Length * 86_399L * 7);
        TimeSpan lifetime = TimeSpan.FromSeconds(1 + (text.Length % 604_800));
        string address = S3Uri.Format(s_endpoint, "bucket", key, [.. query.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))]);
        string url = s_presigner.Presign("GET", address, headers.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value)), s_credential, lifetime, now);
        IEnumerable<(string Name, string Value)> slow = s_slow.Presign("GET", $"/bucket/{key}", query, [("host", "127.0.0.1:9000"), .. headers], lifetime, now);
        Expect.Equal(
            $"http://127.0.0.1:9000/bucket/{string.Join('/', key.Split('/').Select(SlowSigner.UriEncode))}?{string.Join('&', slow.Select(static pair => $"{SlowSigner.UriEncode(pair.Name)}={SlowSigner.UriEncode(pair.Value)}"))}",
            url,
            "presigned URL");
    }

    private static (string Key, List<(string Name, string Value)> Query, List<(string Name, string Value)> Headers)? Parse(string text)
    {
        string[] lines = text.Split('\n');
        if (!Text.IsUnicode(text) || Expect.Read<R2Exception, string>(() => NameRules.Key(lines[0])) is not { } key)
        {
            return null;
        }

        List<(string, string)> query = [];
        List<(string, string)> headers = [];
        HashSet<string> names = new(["host", "authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token"], StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            int at = line.IndexOfAny(['=', ':']);
            if (line.StartsWith('?') && at > 0 && line[at] == '=' && !line.StartsWith("?x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                query.Add((line[1..at], line[(at + 1)..]));
            }
            else if (at > 0 && line[at] == ':' && IsHeader(line[..at]) && !line.AsSpan().ContainsAny('\r', '\0') && names.Add(line[..at]))
            {
                headers.Add((line[..at], line[(at + 1)..]));
            }
        }

        return (key, query, headers);
    }

    /// <summary>What our own requests sign: S3's headers, and those of the object's content.</summary>
    private static bool IsHeader(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || name.Equals("Range", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase));

    private static void Crc(byte[] input)
    {
        uint whole = Bitwise(input);
        int cut = input.Length / 3;
        Expect.Equal(whole, Crc32C.Append(0, input), "CRC-32C");
        Expect.Equal(whole, Crc32C.Append(Crc32C.Append(0, input.AsSpan(0, cut)), input.AsSpan(cut)), "CRC-32C of two pieces");
    }

    /// <summary>RFC 3720, appendix B.4, bit by bit.</summary>
    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int i = 0; i < 8; i++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        return ~crc;
    }
}
