using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Core;

public sealed class R2ClientPresignTests
{
    private static readonly Uri s_endpoint = new("https://example.com");
    private static readonly DateTimeOffset s_start = new ManualTime().GetUtcNow();

    [Theory]
    [InlineData(0)]
    [InlineData(604_801)]
    [InlineData(-5)]
    public void Presign_LifetimeOutsideItsRange_NamesValueAndRange(int seconds)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => StubTransport.Xml("").Client().Presign("bucket", "key", new PresignOptions { ExpiresIn = TimeSpan.FromSeconds(seconds) }));

        Assert.Equal("InvalidExpiry", e.Code);
        Assert.Contains("1 second to 7 days", e.Message, StringComparison.Ordinal);
        Assert.Contains($"{seconds} s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presign_UploadPartWithSignedHeaders_CarriesThemAndHidesItsSignatureWhenPrinted()
    {
        R2PresignedUrl url = StubTransport.Xml("").Client(new ManualTime()).Presign("bucket", "a/../b", new PresignOptions
        {
            Method = HttpMethod.Put,
            UploadId = "u/1",
            PartNumber = 3,
            ExpiresIn = TimeSpan.FromSeconds(60),
            SignedHeaders = new Dictionary<string, string> { ["Content-Type"] = "text/plain" },
        });

        Assert.StartsWith("https://example.com/bucket/a/../b?partNumber=3&uploadId=u%2F1&X-Amz-Algorithm=AWS4-HMAC-SHA256&", url.Url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=", url.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("checksum", url.Url, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("PUT bucket/a/../b until 2026-11-22 12:01:00Z", url.ToString());
    }

    [Fact]
    public async Task PresignAsync_CredentialIsAboutToEnd_SignsWithARenewedOne()
    {
        ManualTime time = new();
        using R2Client client = Client(time, _ => new(Temporary(time)));
        PresignOptions options = new() { ExpiresIn = TimeSpan.FromMinutes(30) };
        R2PresignedUrl first = await client.PresignAsync("bucket", "key", options, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMinutes(55));
        R2PresignedUrl late = client.Presign("bucket", "key", options);
        R2PresignedUrl renewed = await client.PresignAsync("bucket", "key", options, TestContext.Current.CancellationToken);

        Assert.Equal(s_start.AddMinutes(30), first.Expires);
        Assert.Equal(s_start.AddMinutes(60), late.Expires);
        Assert.Equal(s_start.AddMinutes(85), renewed.Expires);
    }

    [Fact]
    public async Task PresignAsync_BadOptions_AskNobody()
    {
        ManualTime time = new();
        using R2Client client = Client(time, _ => throw new InvalidOperationException("asked"));
        time.Advance(TimeSpan.FromHours(1));

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(
            async () => await client.PresignAsync("bucket", "key", new PresignOptions { ExpiresIn = TimeSpan.Zero }, TestContext.Current.CancellationToken));

        Assert.Equal("InvalidExpiry", e.Code);
    }

    private static R2Client Client(ManualTime time, Func<CancellationToken, ValueTask<R2Credential>> renew) => new(new R2ClientOptions
    {
        Credential = Temporary(time),
        Endpoint = s_endpoint,
        RenewCredential = renew,
        TimeProvider = time,
    });

    /// <summary>Good for an hour from now.</summary>
    private static R2Credential Temporary(ManualTime time) => new R2Credential("access", "secret").Delegate(
        new TemporaryCredentialOptions { AccountId = "account", Endpoint = s_endpoint, BucketName = "bucket", Permission = R2AccessLevel.ObjectReadOnly, Lifetime = TimeSpan.FromHours(1) },
        time.GetUtcNow());
}
