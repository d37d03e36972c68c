using System.Globalization;
using R2.Cmdlets.Transfers;
using R2.Credentials;
using R2.Files;
using R2.Requests;
using R2.Signing;
using R2.Xml;

namespace R2.Fuzz.Targets;

/// <summary>Small texts: dates, ranges, encoded words, tokens, counters.</summary>
internal static class TextTargets
{
    public static IEnumerable<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("text-rfc2047-read", text => MetadataText.Decode(text), "=?utf-8?B?w6k=?= =?utf-8?Q?=C3=A9_?= a", "=?iso-8859-1?q?=E9?=", "=?utf-8?B?====?=") with { Words = ["=?utf-8?B?", "=?UTF-7?Q?", "?= =?utf-8?Q?", "=C3", "?="] },
        FuzzTarget.OfText("text-rfc2047-again", EncodedWords, "a\u00e9b", "\ud83d\ude00 =?utf-8?B?YQ==?=", "  a  ", "=?", "a\tb") with { Words = ["=?utf-8?B?", "?="], MaxLength = 8192, BytesPerByte = 1000 },
        FuzzTarget.OfText("text-range", Range, "0-9", "5-", "-5", "9223372036854775807-"),
        FuzzTarget.OfText("text-date", Date, "2026-11-22T10:22:09.123Z", "2024-02-29T23:59:59.000Z", "Sun, 22 Nov 2026 10:22:09 GMT"),
        FuzzTarget.OfText("text-file-time", FileTimes, "1700000000.123456789", "-0.5", "atime:1/mtime:1700000000#123456789/uid:0", "+.", "mtime:-1") with { Words = ["mtime:", "#", ".", "-", "9223372036854775807"] },
        FuzzTarget.OfText("text-patterns", Patterns, "*.html\nsite", "logs/**\nlogs", "[!a-c]?\nd", "**/x/*\na/x", "`[a`]\n[a]", "/*/\na") with { Words = ["**", "/", "[", "]", "!", "`", "\n", "?"], MaxLength = 1024, BytesPerByte = 200_000 },
        FuzzTarget.OfText("text-token", text => SessionTokens.ExpiryOf(text), Token("""{"exp":1700000000}"""), Token("""{"exp":"a"}"""), Token("[]")),
        FuzzTarget.OfText("text-token-claims", text => SessionTokens.ExpiryOf(Token(text)), """{"exp":1700000000,"bucket":"b"}""", "[1]", "\"a\"", """{"exp":1e3}""") with { Words = ["\"exp\"", "1e400", "-62135596801"] },
        FuzzTarget.OfText("text-prometheus", Prometheus, """
            # HELP r2_requests_total Operations that ended, by the status of the last answer.
            # TYPE r2_requests_total counter
            r2_requests_total{operation="PutObject",status="200"} 3
            # TYPE r2_request_duration_seconds histogram
            r2_request_duration_seconds_bucket{operation="PutObject",le="0.005"} 1
            r2_request_duration_seconds_bucket{operation="PutObject",le="+Inf"} 3
            r2_request_duration_seconds_sum{operation="PutObject"} 0.5
            r2_request_duration_seconds_count{operation="PutObject"} 3
            r2_errors_total{operation="a\"b\\c",error_type="x"} 1e3
            """) with { Words = ["r2_requests_total", "r2_circuit_breaker_state 0", "{operation=\"a\"}", ",le=\"0.01\"", "# TYPE "] },
        FuzzTarget.OfText("text-form", Form, "a%2Fb+c%20%C3%A9", "%", "%zz", "%E2%82%AC", "a+b"),
        FuzzTarget.OfText("text-signature-difference", text => SignatureDifference.Describe("GET\n/b/k\n\nhost:a\nx-amz-security-token:tokentokentoken\n\nhost\nUNSIGNED-PAYLOAD", text), "GET\n/b/k2\n\nhost:a\nx-amz-security-token:other\n\nhost\nUNSIGNED-PAYLOAD", "PUT\r\n\r\n"),
    ];

    private static string Token(string claims) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"jwt/e30.{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln"));

    private static void EncodedWords(string text)
    {
        if (!Text.IsUnicode(text))
        {
            return;
        }

        string encoded = MetadataText.Encode(text);
        Expect.That(!encoded.AsSpan().ContainsAnyExceptInRange(' ', '~'), "what goes into a header is printable ASCII");
        Expect.Equal(text, MetadataText.Decode(encoded), "metadata that was written and read again");
    }

    private static void Range(string text)
    {
        if (Expect.Read<R2Exception, string>(() => RangeText.Parse(text).ToHeader()) is { } header)
        {
            // Leading zeros are allowed, and say nothing.
            Expect.Equal("bytes=" + string.Join('-', text.Split('-').Select(static end => end.Length == 0 ? "" : long.Parse(end, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))), header, "range");
        }
    }

    private static void FileTimes(string text)
    {
        foreach (string name in new[] { "mtime", "s3cmd-attrs", "mc-attrs", "goog-reserved-file-mtime" })
        {
            if (KeptTime.Of(new Dictionary<string, string> { [name] = text }) is { Seconds: > long.MinValue } time)
            {
                _ = time.ToDateTime();
                Expect.Equal(time, FileTime.TryParse(time.ToString()), "a time that was written and read again");
            }
        }
    }

    /// <summary>A pattern in the first line, a name in the second one: what is in a folder that is not entered is not meant.</summary>
    private static void Patterns(string text)
    {
        string[] lines = text.Split('\n', 2);
        if (lines.Length < 2 || Expect.Read<R2Exception, NameSelection>(() => new NameSelection([], [lines[0]], PathRules.Unix)) is not { } selection)
        {
            return;
        }

        _ = selection.Contains(lines[1]);
        string folder = lines[1].TrimEnd('/');
        if (folder.Length > 0 && !selection.MayEnter(folder))
        {
            Expect.That(!selection.Contains(folder + "/a") && !selection.Contains(folder + "/b/c.d"), "what is in a folder that is left out is left out");
        }
    }

    /// <summary>The quick reader says what the general one says.</summary>
    private static void Date(string text)
    {
        bool read = Timestamp.TryParse(text, out DateTimeOffset date);
        bool general = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset expected);
        Expect.Equal(general, read, "whether it is a date");
        Expect.Equal(expected, date, "date");
    }

    private static void Prometheus(string text)
    {
        if (Expect.Read<FormatException, PrometheusText>(() => PrometheusText.Parse(text)) is { } metrics)
        {
            string written = Written(metrics);
            Expect.Equal(written, Written(PrometheusText.Parse(written)), "metrics that were written and read again");
            _ = Written(metrics.Plus(metrics).Minus(metrics));
        }
    }

    private static string Written(PrometheusText metrics)
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        metrics.Write(writer);
        return writer.ToString();
    }

    private static void Form(string text)
    {
        Expect.Equal(Uri.UnescapeDataString(text.Replace('+', ' ')), UriEncoding.DecodeForm(text), "text of a form");
        if (Text.IsUnicode(text))
        {
            Expect.Equal(text, UriEncoding.DecodeForm(UriEncoding.Encode(text)), "text that was encoded and decoded");
            Expect.Equal(R2.Unit.Support.SlowSigner.UriEncode(text), UriEncoding.Encode(text), "encoded text");
        }
    }
}
