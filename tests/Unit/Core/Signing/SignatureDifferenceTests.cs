using R2.Emulator;
using R2.Models;
using R2.Signing;

namespace R2.Unit.Core.Signing;

public sealed class SignatureDifferenceTests
{
    private const string Ours = "PUT\n/b/a%20b\nx=1&y=2\nhost:h\nx-amz-date:20261122T120000Z\nx-amz-security-token:SECRET\n\nhost;x-amz-date;x-amz-security-token\nUNSIGNED-PAYLOAD";

    [Theory]
    [InlineData("PUT\n", "POST\n", "the method: ours has 'PUT', the server's 'POST'")]
    [InlineData("/b/a%20b", "/b/a+b", "the path: ours has '/b/a%20b', the server's '/b/a+b'")]
    [InlineData("y=2", "y=3", "the query: ours has 'x=1&y=2', the server's 'x=1&y=3'")]
    [InlineData("host:h", "host:other", "the header 'host': ours has 'host:h', the server's 'host:other'")]
    [InlineData("x-amz-date:20261122T120000Z\n", "", "the header 'x-amz-date'")]
    [InlineData("UNSIGNED-PAYLOAD", "abc", "the hash of the body: ours has 'UNSIGNED-PAYLOAD', the server's 'abc'")]
    [InlineData("\nhost;x-amz-date;x-amz-security-token", "\nhost;x-amz-date", "the names of the signed headers")]
    public void Describe_NamesTheFirstPartThatDiffers(string ours, string theirs, string expected) =>
        Assert.Contains($"differ first in {expected}", SignatureDifference.Describe(Ours, Ours.Replace(ours, theirs, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("host:h", "host:\u0001\u0002", "host:\u0001\u0003", "ours has 'host:\uFFFD\uFFFD', the server's 'host:\uFFFD\uFFFD'")]
    [InlineData("host:h", "no colon", "another", "the header 'in line 1'")]
    public void Describe_LongOrOddLine_ShowsWhereItDiffers(string line, string mine, string its, string expected) =>
        Assert.Contains(expected, SignatureDifference.Describe(Ours.Replace(line, mine, StringComparison.Ordinal), Ours.Replace(line, its, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void Describe_LongLine_ShowsSixtyCharactersFromALittleBeforeTheDifference()
    {
        string same = new('s', 40);
        string text = SignatureDifference.Describe($"GET\n/{same}{new string('a', 100)}", $"GET\n/{same}{new string('b', 45)}");

        Assert.Contains($"ours has '…{new string('s', 15)}{new string('a', 45)}…', the server's '…{new string('s', 15)}{new string('b', 45)}'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_TokenAndSignatureOfAQuery_StayTheirNamesAlone() =>
        Assert.Equal("GET\n/\nX-Amz-Security-Token=(hidden)&a=1&X-Amz-Signature=(hidden)\nx-amz-security-token:(hidden)\nb:c", SignatureDifference.Redact("GET\n/\nX-Amz-Security-Token=T&a=1&X-Amz-Signature=S\nx-amz-security-token:T\nb:c"));

    [Fact]
    public void Describe_OneIsLonger_NamesTheHeaderThatIsMore()
    {
        Assert.Contains("the header 'x': ours has '', the server's 'x:1'", SignatureDifference.Describe("GET\n/\n\nhost:h", "GET\n/\n\nhost:h\nx:1"), StringComparison.Ordinal);
        Assert.Contains("the header 'x': ours has 'x:1', the server's ''", SignatureDifference.Describe("GET\n/\n\nhost:h\nx:1", "GET\n/\n\nhost:h"), StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_Same_BlamesTheSecret() => Assert.Contains("secret access key", SignatureDifference.Describe(Ours, Ours + "\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("x-amz-security-token:SECRET", "x-amz-security-token:OTHER")]
    [InlineData("x-amz-server-side-encryption-customer-key:SECRET", "x-amz-server-side-encryption-customer-key:OTHER")]
    [InlineData("x-amz-copy-source-server-side-encryption-customer-key:SECRET", "x-amz-copy-source-server-side-encryption-customer-key:OTHER")]
    [InlineData("X-Amz-Security-Token=SECRET&a=1", "X-Amz-Security-Token=OTHER&a=1")]
    public void Describe_Secret_IsNamedAndNotShown(string ours, string theirs)
    {
        string text = SignatureDifference.Describe(Ours.Replace("host:h", ours, StringComparison.Ordinal), Ours.Replace("host:h", theirs, StringComparison.Ordinal));

        Assert.Contains("not shown", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", SignatureDifference.Redact(Ours + "\n" + ours), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhoseHeaderAProxyChanged_IsToldWithTheHeader()
    {
        using R2EmulatorServer emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"] });
        R2Exception exception = await FailAsync(emulator, emulator.SecretAccessKey, new ChangingTransport("x-amz-meta-who", "them"));

        Assert.Contains("differ first in the header 'x-amz-meta-who': ours has 'x-amz-meta-who:us', the server's 'x-amz-meta-who:them'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("x-amz-meta-who:them", exception.ServerCanonicalRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithAWrongSecret_BlamesTheSecretAndShowsNone()
    {
        using R2EmulatorServer emulator = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["bucket"] });
        R2Exception exception = await FailAsync(emulator, "wrong-" + emulator.SecretAccessKey, new ChangingTransport("x-none", "x"));

        Assert.Contains("it is the secret access key that is not", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(emulator.SecretAccessKey, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Signature=", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(new byte[32]), exception.ServerCanonicalRequest, StringComparison.Ordinal);
    }

    private static async Task<R2Exception> FailAsync(R2EmulatorServer emulator, string secret, HttpMessageHandler transport)
    {
        using R2Client client = new(new R2ClientOptions { Credential = new R2Credential(emulator.AccessKeyId, secret), Endpoint = emulator.Endpoint, Transport = transport });
        PutObjectOptions options = new() { Metadata = new Dictionary<string, string> { ["who"] = "us" }, SseCustomerKey = new SseCustomerKey(new byte[32]) };
        R2Exception exception = await Assert.ThrowsAsync<R2Exception>(() => client.PutObjectAsync("bucket", "key", R2Content.FromBytes("x"u8.ToArray()), options, TestContext.Current.CancellationToken));
        Assert.Equal("SignatureDoesNotMatch", exception.Code);
        return exception;
    }

    /// <summary>A proxy that rewrites a header; like a real one it leaves the sender's request as it is.</summary>
    private sealed class ChangingTransport(string header, string value) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string? before = request.Headers.TryGetValues(header, out IEnumerable<string>? values) ? values.Single() : null;
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            request.Headers.Remove(header);
            if (before is not null)
            {
                request.Headers.TryAddWithoutValidation(header, before);
            }

            return answer;
        }
    }
}
