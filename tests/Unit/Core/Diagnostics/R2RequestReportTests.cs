using System.Net;
using R2.Diagnostics.Tracing;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core.Diagnostics;

public sealed class R2RequestReportTests
{
    private const string SessionToken = "session-token-that-nobody-sees";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Observe_ReportsARequest_WithoutASecret()
    {
        byte[] customerKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        StubTransport transport = new(static _ => new HttpResponseMessage { Headers = { ETag = new("\"etag\"") } });
        List<R2RequestReport> reports = [];
        using R2Client owner = new(new R2ClientOptions
        {
            Credential = new R2Credential("access", "secret-that-nobody-sees", SessionToken),
            Endpoint = new Uri("https://example.com"),
            Transport = transport,
        });
        using R2Client client = owner.WithObserver(reports.Add);

        await client.PutObjectAsync("bucket", "k\n1", R2Content.FromBytes(new byte[5]), new PutObjectOptions { SseCustomerKey = new SseCustomerKey(customerKey) }, Cancellation);

        R2RequestReport report = Assert.Single(reports);
        SentRequest sent = Assert.Single(transport.Sent);
        string all = string.Join('\n', [report.ToString(), report.Url, .. report.RequestHeaders, .. report.ResponseHeaders]);
        Assert.StartsWith("PutObject bucket/k\\u000A1: 200, 5 bytes sent, 0 bytes received, ", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" ms, attempt 1, request id none", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(SessionToken, sent.Headers["x-amz-security-token"]);
        Assert.DoesNotContain(SessionToken, all, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-that", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(customerKey), all, StringComparison.Ordinal);
        Assert.DoesNotContain(sent.Headers["Authorization"].Split("Signature=")[1], all, StringComparison.Ordinal);
        Assert.Contains("Authorization: (hidden)", report.RequestHeaders);
        Assert.Contains("x-amz-server-side-encryption-customer-key: (hidden)", report.RequestHeaders);
        Assert.Contains(report.RequestHeaders, header => header.StartsWith("x-amz-date: 2", StringComparison.Ordinal));
        Assert.Contains("Content-Length: 5", report.RequestHeaders);
        Assert.Contains("ETag: \"etag\"", report.ResponseHeaders);
    }

    [Fact]
    public async Task Observe_LeavesTheOwnerAlone()
    {
        List<R2RequestReport> reports = [];
        using R2Client owner = StubTransport.Xml("", HttpStatusCode.NotFound).Client();
        using (owner.WithObserver(reports.Add))
        {
            await Assert.ThrowsAsync<R2Exception>(() => owner.HeadBucketAsync("bucket", Cancellation));
        }

        await Assert.ThrowsAsync<R2Exception>(() => owner.WithObserver(reports.Add).HeadBucketAsync("bucket", Cancellation));

        Assert.StartsWith("HeadBucket bucket: 404, ", Assert.Single(reports).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://h/b/k?X-Amz-Signature=abc&x=1", "https://h/b/k?X-Amz-Signature=(hidden)&x=1")]
    [InlineData("https://h/b/k?x=1&x-amz-security-token=a%2Fb&X-Amz-Credential=c", "https://h/b/k?x=1&x-amz-security-token=(hidden)&X-Amz-Credential=(hidden)")]
    [InlineData("https://h/b/X-Amz-Signature=abc", "https://h/b/X-Amz-Signature=abc")]
    public void WithoutSecrets_HidesWhatAPresignedUrlIsWorth(string url, string expected) => Assert.Equal(expected, HeaderText.WithoutSecrets(new Uri(url)));

    [Theory]
    [InlineData("Authorization", true)]
    [InlineData("proxy-authorization", true)]
    [InlineData("X-Amz-Security-Token", true)]
    [InlineData("x-amz-copy-source-server-side-encryption-customer-key", true)]
    [InlineData("x-amz-server-side-encryption-customer-key-MD5", false)]
    [InlineData("Set-Cookie", true)]
    [InlineData("x-amz-date", false)]
    [InlineData("ETag", false)]
    public void IsSecret_KnowsWhatMustNotBeSeen(string header, bool secret) => Assert.Equal(secret, HeaderText.IsSecret(header));
}
