using R2.Requests;
using R2.Signing;

namespace R2.Unit.Core.Signing;

public class RequestSignerTests
{
    private static readonly R2Credential s_credential = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "token//value==");
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 23, 59, 59, TimeSpan.Zero);

    [Theory]
    [InlineData("https://b\u00FCcher.example/x", "xn--bcher-kva.example")]
    [InlineData("https://[::1]:9000/", "[::1]:9000")]
    [InlineData("http://localhost:80/", "localhost")]
    [InlineData("https://localhost:80/", "localhost:80")]
    public void HostOf_Uri_IsWhatGoesIntoTheHostHeader(string uri, string expected) => Assert.Equal(expected, RequestSigner.HostOf(new Uri(uri)));

    [Fact]
    public void Sign_Twice_ReplacesDateTokenAndSignature()
    {
        RequestSigner signer = new("auto");
        HttpRequestMessage request = new(HttpMethod.Get, "https://example.com/b/k");
        signer.Sign(request, s_credential, s_now);
        string first = request.Headers.NonValidated["Authorization"].ToString();
        signer.Sign(request, s_credential, s_now.AddSeconds(1));

        Assert.Equal("20261123T000000Z", request.Headers.NonValidated["x-amz-date"].ToString());
        Assert.Single(request.Headers.NonValidated["x-amz-security-token"]);
        Assert.Single(request.Headers.NonValidated["Authorization"]);
        Assert.NotEqual(first, request.Headers.NonValidated["Authorization"].ToString());
        Assert.Contains("/20261123/auto/s3/aws4_request", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_AfterSameCredentialMadeAnew_GivesTheSameSignature()
    {
        HttpRequestMessage one = new(HttpMethod.Get, "https://example.com/b/k");
        HttpRequestMessage two = new(HttpMethod.Get, "https://example.com/b/k");
        RequestSigner signer = new("auto");
        signer.Sign(one, new R2Credential("id", "secret1"), s_now);
        signer.Sign(two, new R2Credential("id", "secret1"), s_now);
        HttpRequestMessage other = new(HttpMethod.Get, "https://example.com/b/k");
        signer.Sign(other, new R2Credential("id", "secret2"), s_now);

        Assert.Equal(one.Headers.NonValidated["Authorization"].ToString(), two.Headers.NonValidated["Authorization"].ToString());
        Assert.NotEqual(one.Headers.NonValidated["Authorization"].ToString(), other.Headers.NonValidated["Authorization"].ToString());
    }

    /// <summary>R2 has one region, and whoever says none signs for it.</summary>
    [Fact]
    public async Task Client_WithDefaults_SignsForTheRegionAuto()
    {
        R2.Testing.R2FakeTransport fake = new R2.Testing.R2FakeTransport().Answer("GET", "bucket/key", static request =>
        {
            Assert.Contains("/auto/s3/aws4_request,", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
            return new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new ByteArrayContent([]) };
        });
        using R2Client client = fake.CreateClient();

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await Assert.ThrowsAsync<R2Exception>(() => client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken))).StatusCode);
    }

    [Fact]
    public void Sign_TemporaryCredential_SignsTheToken()
    {
        HttpRequestMessage request = new(HttpMethod.Get, "https://example.com/b/k");
        new RequestSigner("auto").Sign(request, s_credential, s_now);

        Assert.Contains("x-amz-security-token:token//value==\n", RequestSigner.CanonicalRequestOf(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/b/k", "example.com")]
    [InlineData("https://example.com:443/b/k", "example.com")]
    [InlineData("http://example.com:80/b/k", "example.com")]
    [InlineData("https://example.com:8443/b/k", "example.com:8443")]
    [InlineData("http://127.0.0.1:9000/b/k", "127.0.0.1:9000")]
    [InlineData("http://[::1]:9000/b/k", "[::1]:9000")]
    public void Sign_Host_CarriesThePortUnlessItIsTheSchemesOwn(string address, string host)
    {
        HttpRequestMessage request = new(HttpMethod.Get, S3Uri.Verbatim(address));

        Assert.Contains($"\nhost:{host}\n", RequestSigner.CanonicalRequestOf(request), StringComparison.Ordinal);
    }

    [Fact]
    public void Sign_HeadersThatTravelMayChange_AreLeftOut()
    {
        HttpRequestMessage request = new(HttpMethod.Put, "https://example.com/b/k") { Content = new ByteArrayContent("x"u8.ToArray()) };
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        request.Headers.TryAddWithoutValidation("User-Agent", "agent");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        _ = request.Content.Headers.ContentLength;
        new RequestSigner("auto").Sign(request, new R2Credential("id", "secret"), s_now);

        Assert.Contains("SignedHeaders=content-type;host;x-amz-date,", request.Headers.NonValidated["Authorization"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_ManyThreadsAroundMidnight_NeverMixesKeys()
    {
        RequestSigner shared = new("auto");
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), (i, _) =>
        {
            DateTimeOffset now = s_now.AddSeconds(i % 2);
            HttpRequestMessage expected = new(HttpMethod.Get, "https://example.com/b/k");
            HttpRequestMessage actual = new(HttpMethod.Get, "https://example.com/b/k");
            new RequestSigner("auto").Sign(expected, s_credential, now);
            shared.Sign(actual, s_credential, now);
            Assert.Equal(expected.Headers.NonValidated["Authorization"].ToString(), actual.Headers.NonValidated["Authorization"].ToString());
            return ValueTask.CompletedTask;
        });
    }
}
