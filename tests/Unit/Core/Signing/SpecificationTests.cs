using R2.Requests;
using R2.Signing;
using R2.Unit.Support;

namespace R2.Unit.Core.Signing;

/// <summary>The quick signer beside one that is written from the specification.</summary>
public sealed class SpecificationTests
{
    private const string Id = "AKIAIOSFODNN7EXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Uri s_endpoint = new("http://127.0.0.1:9000");

    public static TheoryData<string, string[], string[]> Requests { get; } = new()
    {
        { "key", [], [] },
        { "a b/\u00e9/../\ud83d\ude00//%41", ["b=2", "a=", "a-b=1", "a=1", "A=~-._", "\u00e9=/+ "], ["x-amz-meta-b:  two  blanks   and\ttab ", "X-Amz-Meta-A:\u00e9"] },
        { new string('\u00fc', 500), [.. Enumerable.Range(0, 40).Select(static i => $"name{i * 7 % 40}={new string('v', i * 10)}")], [.. Enumerable.Range(0, 30).Select(static i => $"x-amz-meta-{i * 11 % 30}:{new string('w', 50 + i)}")] },
        { "k", ["a=1", "a=1", "a=0", "a="], ["x-amz-meta-only:", "x-amz-meta-blank:   "] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Sign_AnyRequest_IsAsTheSpecificationSays(string key, string[] query, string[] headers)
    {
        (string Name, string Value)[] parameters = Pairs(query, '=');
        List<(string, string)> sent = [("host", "127.0.0.1:9000"), ("x-amz-date", SlowSigner.Stamp(s_now)), ("x-amz-security-token", "token/=+"), .. Pairs(headers, ':')];
        using HttpRequestMessage request = new(HttpMethod.Put, S3Uri.Create(s_endpoint, "bucket", key, [.. parameters.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))]));
        foreach ((string name, string value) in Pairs(headers, ':'))
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        new RequestSigner("auto").Sign(request, new R2Credential(Id, Secret, "token/=+"), s_now);

        Assert.Equal(
            new SlowSigner(Id, Secret).Authorization("PUT", $"/bucket/{key}", parameters, sent, "UNSIGNED-PAYLOAD", s_now),
            request.Headers.NonValidated["Authorization"].ToString());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Presign_AnyRequest_IsAsTheSpecificationSays(string key, string[] query, string[] headers)
    {
        (string Name, string Value)[] parameters = Pairs(query, '=');
        foreach (string? token in (string?[])[null, "token/=+"])
        {
            IReadOnlyList<(string Name, string Value)> expected = new SlowSigner(Id, Secret, sessionToken: token).Presign(
                "GET", $"/bucket/{key}", parameters, [("host", "127.0.0.1:9000"), .. Pairs(headers, ':')], TimeSpan.FromSeconds(61.9), s_now);
            string address = S3Uri.Format(s_endpoint, "bucket", key, [.. parameters.Select(static pair => KeyValuePair.Create(pair.Name, pair.Value))]);

            string url = new Presigner("auto").Presign(
                "GET", address, Pairs(headers, ':').Select(static pair => KeyValuePair.Create(pair.Name, pair.Value)), new R2Credential(Id, Secret, token), TimeSpan.FromSeconds(61.9), s_now);

            Assert.Equal(
                $"{S3Uri.Format(s_endpoint, "bucket", key, [])}?{string.Join('&', expected.Select(static pair => $"{SlowSigner.UriEncode(pair.Name)}={SlowSigner.UriEncode(pair.Value)}"))}",
                url);
        }
    }

    [Theory]
    [InlineData("Accept-Encoding")]
    [InlineData("Authorization")]
    [InlineData("Connection")]
    [InlineData("Expect")]
    [InlineData("Host")]
    [InlineData("traceparent")]
    [InlineData("tracestate")]
    [InlineData("Transfer-Encoding")]
    [InlineData("User-Agent")]
    public void CanonicalRequestOf_HeaderThatMayChangeOnItsWay_IsNotInIt(string name)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "http://127.0.0.1:9000/b/k");
        Assert.True(request.Headers.TryAddWithoutValidation(name, "value-of-it"));
        Assert.True(request.Headers.TryAddWithoutValidation("x-amz-meta-a", "signed"));

        string canonical = RequestSigner.CanonicalRequestOf(request);

        Assert.DoesNotContain("value-of-it", canonical, StringComparison.Ordinal);
        Assert.Contains("x-amz-meta-a:signed", canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void CanonicalRequest_NoPathAndNoQuery_HasASlashAndAnEmptyLine()
    {
        Utf8Writer writer = new(16);
        CanonicalHeaders headers = new();
        headers.Add("host", "h");
        CanonicalRequest.Write(ref writer, "GET", "", "", headers, PayloadHash.Unsigned);

        Assert.Equal("GET\n/\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD", writer.ToString());
        writer.Dispose();
    }

    private static (string Name, string Value)[] Pairs(string[] texts, char separator) => [.. texts.Select(text => (text[..text.IndexOf(separator, StringComparison.Ordinal)], text[(text.IndexOf(separator, StringComparison.Ordinal) + 1)..]))];
}
