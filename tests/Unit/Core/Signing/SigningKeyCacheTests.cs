using R2.Credentials;
using R2.Signing;

namespace R2.Unit.Core.Signing;

public sealed class SigningKeyCacheTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Get_TheSameDayRegionAndSecret_IsTheSameArray()
    {
        using Hasher hasher = new();
        SigningKeyCache cache = new();
        SecretBytes key = cache.Get(new R2Credential("id", "secret"), new CredentialScope(s_now, "auto", "s3"), hasher);

        Assert.Same(key, cache.Get(new R2Credential("other-id", "secret"), new CredentialScope(s_now.AddHours(1), "auto", "s3"), hasher));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-examples.html</summary>
    [Fact]
    public void Derive_PublishedExample_GivesThePublishedKey()
    {
        using Hasher hasher = new();
        CredentialScope scope = new(new DateTimeOffset(2012, 2, 15, 0, 0, 0, TimeSpan.Zero), "us-east-1", "iam");

        byte[] key = SigningKey.Derive("AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"u8, scope, hasher).Array;

        Assert.Equal("F4780E2D9F65FA895F9C67B32CE1BAF0B0D8A43505A000A1A9E090D414DB404D", Convert.ToHexString(key));
    }

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, GET Object</summary>
    [Fact]
    public void StringToSign_PublishedExample_IsThePublishedOne()
    {
        const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        string canonical = $"GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\nrange:bytes=0-9\nx-amz-content-sha256:{Empty}\nx-amz-date:20130524T000000Z\n\nhost;range;x-amz-content-sha256;x-amz-date\n{Empty}";
        using Hasher hasher = new();
        Utf8Writer writer = new(256);
        StringToSign.Write(ref writer, new CredentialScope(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero), "us-east-1", "s3"), System.Text.Encoding.UTF8.GetBytes(canonical), hasher);

        Assert.Equal("AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972", writer.ToString());
        writer.Dispose();
    }

    [Theory]
    [InlineData("secret", "auto", "s3", 1)]
    [InlineData("secret", "eu", "s3", 0)]
    [InlineData("secret", "auto", "iam", 0)]
    [InlineData("Secret", "auto", "s3", 0)]
    public void Get_AnythingElse_IsAnotherKey(string secret, string region, string service, int days)
    {
        using Hasher hasher = new();
        SigningKeyCache cache = new();
        R2Credential credential = new("id", "secret");
        byte[] key = cache.Get(credential, new CredentialScope(s_now, "auto", "s3"), hasher).Array;

        byte[] other = cache.Get(secret == "secret" ? credential : new R2Credential("id", secret), new CredentialScope(s_now.AddDays(days), region, service), hasher).Array;

        Assert.NotEqual(key, other);
        Assert.Equal(SigningKey.Derive(new R2Credential("id", secret).SigningSecret, new CredentialScope(s_now.AddDays(days), region, service), hasher).Array, other);
    }
}
