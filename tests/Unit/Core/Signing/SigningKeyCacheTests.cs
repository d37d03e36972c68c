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
        byte[] key = cache.Get(new R2Credential("id", "secret"), new CredentialScope(s_now, "auto", "s3"), hasher);

        Assert.Same(key, cache.Get(new R2Credential("other-id", "secret"), new CredentialScope(s_now.AddHours(1), "auto", "s3"), hasher));
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
        byte[] key = cache.Get(credential, new CredentialScope(s_now, "auto", "s3"), hasher);

        byte[] other = cache.Get(secret == "secret" ? credential : new R2Credential("id", secret), new CredentialScope(s_now.AddDays(days), region, service), hasher);

        Assert.NotEqual(key, other);
        Assert.Equal(SigningKey.Derive(new R2Credential("id", secret).SigningSecret, new CredentialScope(s_now.AddDays(days), region, service), hasher), other);
    }
}
