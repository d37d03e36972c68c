using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator;

public sealed class AuthorizationTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Get_Anonymous_Returns400Authorization()
    {
        EmulatorReply reply = await _client.SendRawAsync("GET", "/bucket/key", null, []);
        Assert.Equal((400, "InvalidArgument", "Authorization"), (reply.Status, reply.Code, reply.Element("Message")));
    }

    [Fact]
    public async Task Get_WrongSecret_EchoesWhatWasSigned()
    {
        _client.Signer.SecretAccessKey = "wrong";
        EmulatorReply reply = await _client.GetAsync("/bucket/key");
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
        Assert.StartsWith("GET\n/bucket/key\n\nhost:127.0.0.1", reply.Element("CanonicalRequest"), StringComparison.Ordinal);
        Assert.StartsWith("AWS4-HMAC-SHA256\n20261122T120000Z\n20261122/auto/s3/aws4_request\n", reply.Element("StringToSign"), StringComparison.Ordinal);
        Assert.StartsWith("47 45 54 0a 2f", reply.Element("CanonicalRequestBytes"), StringComparison.Ordinal);
        Assert.Equal(64, reply.Element("SignatureProvided")!.Length);
        Assert.DoesNotContain(_client.Server.SecretAccessKey, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownKey_Returns401()
    {
        _client.Signer.AccessKeyId = new string('0', 32);
        EmulatorReply reply = await _client.GetAsync("/bucket/key");
        Assert.Equal((401, "Unauthorized"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Get_WithoutContentSha256_Returns400()
    {
        EmulatorReply reply = await _client.GetAsync("/bucket/key", ("x-amz-content-sha256", null), ("authorization", "AWS4-HMAC-SHA256 x"));
        Assert.Equal((400, "InvalidRequest", "Missing x-amz-content-sha256"), (reply.Status, reply.Code, reply.Element("Message")));
    }

    [Theory]
    [InlineData(-901, 403)]
    [InlineData(-899, 404)]
    [InlineData(899, 404)]
    [InlineData(901, 403)]
    public async Task Get_ClockApart_IsHeldToFifteenMinutes(int seconds, int status)
    {
        string skewed = EmulatorSigner.Stamp(_client.Clock.Now.AddSeconds(seconds));
        SortedDictionary<string, string> headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = $"127.0.0.1:{_client.Server.Port}",
            ["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD",
            ["x-amz-date"] = skewed,
        };
        headers["authorization"] = _client.Signer.Authorization("GET", "/bucket/key", "", headers, skewed);
        EmulatorReply reply = await _client.SendRawAsync("GET", "/bucket/key", null, headers);
        Assert.Equal((status, status == 403 ? "RequestTimeTooSkewed" : "NoSuchKey"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("us-east-1")]
    [InlineData("")]
    public async Task Get_KnownRegion_IsAccepted(string region)
    {
        _client.Signer.Region = region;
        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
    }

    [Theory]
    [InlineData("Basic eA==", "Please use AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c,SignedHeaders=host,Signature=0", "Credential sigv4 header should have at least 5 slash-separated parts, not 3")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20261122/auto/sqs/aws4_request,SignedHeaders=host,Signature=0", "Credential service should be s3, not sqs")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20261122/auto/s3/wat,SignedHeaders=host,Signature=0", "Credential termination string should be aws4_request, not wat")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/19990101/auto/s3/aws4_request,SignedHeaders=host,Signature=0", "Credential signed date 19990101 does not match 20261122 from 'x-amz-date' header")]
    public async Task Get_MalformedAuthorization_SaysWhatIsWrong(string authorization, string message)
    {
        EmulatorReply reply = await _client.GetAsync("/bucket/key", ("authorization", authorization));
        Assert.Equal((400, message), (reply.Status, reply.Element("Message")));
    }

    [Fact]
    public async Task Put_WrongLiteralHash_Returns400AndStoresNothing()
    {
        EmulatorReply reply = await _client.PutAsync("/bucket/key", "body", ("x-amz-content-sha256", EmulatorSigner.Sha256Hex("other"u8)));
        Assert.Equal((400, "XAmzContentSHA256Mismatch"), (reply.Status, reply.Code));
        Assert.Equal(404, (await _client.GetAsync("/bucket/key")).Status);
    }

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER")]
    public async Task Put_AwsChunked_Returns501(string payload)
    {
        EmulatorReply reply = await _client.PutAsync("/bucket/key", "4;chunk", ("x-amz-content-sha256", payload));
        Assert.Equal((501, "NotImplemented", payload + " not implemented"), (reply.Status, reply.Code, reply.Element("Message")));
    }

    [Fact]
    public async Task Get_UnknownSessionToken_Returns400()
    {
        EmulatorReply reply = await _client.GetAsync("/bucket/key", ("x-amz-security-token", "bogus"));
        Assert.Equal((400, "X-Amz-Security-Token"), (reply.Status, reply.Element("Message")));
    }

    [Fact]
    public async Task Get_KnownSessionToken_IsAccepted()
    {
        EmulatorCredential temporary = new EmulatorCredential { AccessKeyId = "temp", SecretAccessKey = "secret", SessionToken = "token" };
        using EmulatorClient client = new EmulatorClient(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = new EmulatorClock(), AdditionalCredentials = [temporary] });
        (client.Signer.AccessKeyId, client.Signer.SecretAccessKey) = ("temp", "secret");
        Assert.Equal(404, (await client.GetAsync("/bucket/key", ("x-amz-security-token", "token"))).Status);
    }

    [Fact]
    public async Task Requests_ObjectScopedReadOnlyCredential_AreDenied()
    {
        EmulatorCredential scoped = new EmulatorCredential { AccessKeyId = "scoped", SecretAccessKey = "secret", Buckets = ["bucket"], IsReadOnly = true };
        using EmulatorClient client = new EmulatorClient(new R2EmulatorOptions { Buckets = ["bucket", "other"], TimeProvider = new EmulatorClock(), AdditionalCredentials = [scoped] });
        (client.Signer.AccessKeyId, client.Signer.SecretAccessKey) = ("scoped", "secret");
        Assert.Equal(200, (await client.GetAsync("/bucket?list-type=2")).Status);
        Assert.Equal("AccessDenied", (await client.GetAsync("/other?list-type=2")).Code);
        Assert.Equal("AccessDenied", (await client.GetAsync("/")).Code);
        Assert.Equal("AccessDenied", (await client.PutAsync("/bucket/key", "x")).Code);
    }

    [Theory]
    [InlineData("/bucket/a/../b")]
    [InlineData("/bucket//a")]
    [InlineData("/bucket/a%2Fb%20c%2B%25")]
    [InlineData("/bucket/.")]
    [InlineData("/bucket/a%3Fb%23c%26d%3De%5C%3A~%27%22")]
    [InlineData("/bucket/%00%01%7F")]
    [InlineData("/bucket/%F0%9F%98%80")]
    public async Task Put_OddKey_RoundTripsUnderItsOwnName(string target)
    {
        Assert.Equal(200, (await _client.PutAsync(target, "x")).Status);
        Assert.Equal("x", (await _client.GetAsync(target)).Text);
        string? listed = (await _client.GetAsync("/bucket?list-type=2&encoding-type=url")).Element("Key");
        Assert.Equal(Uri.EscapeDataString(Uri.UnescapeDataString(target["/bucket/".Length..])), listed);
    }

    [Fact]
    public void ToString_Always_HidesTheSecret() =>
        Assert.DoesNotContain(_client.Server.SecretAccessKey, _client.Server.ToString(), StringComparison.Ordinal);
}
