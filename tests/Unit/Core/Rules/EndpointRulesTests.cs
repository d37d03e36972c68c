namespace R2.Unit.Core.Rules;

public class EndpointRulesTests
{
    private const string AccountId = "0123456789ABCDEF0123456789abcdef";

    private static readonly R2Credential s_credential = new(new string('a', 32), new string('b', 64));

    [Theory]
    [InlineData(R2Jurisdiction.Default, "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/")]
    [InlineData(R2Jurisdiction.Eu, "https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/")]
    [InlineData(R2Jurisdiction.Fedramp, "https://0123456789abcdef0123456789abcdef.fedramp.r2.cloudflarestorage.com/")]
    [InlineData(R2Jurisdiction.Us, "https://0123456789abcdef0123456789abcdef.us.r2.cloudflarestorage.com/")]
    public void Validate_Account_GivesItsEndpoint(R2Jurisdiction jurisdiction, string expected) =>
        Assert.Equal(expected, new R2ClientOptions { Credential = s_credential, AccountId = AccountId, Jurisdiction = jurisdiction }.ResolveEndpoint().AbsoluteUri);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    public void Validate_BadAccountId_IsRefused(string? accountId) => AssertRefused("InvalidSetting", "AccountId", new() { Credential = s_credential, AccountId = accountId });

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("http://10.0.0.1:9000")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://127.0.0.1.example.com")]
    public void Validate_HttpToAnotherMachine_IsRefusedUnlessAllowed(string endpoint)
    {
        R2ClientOptions options = new() { Credential = s_credential, Endpoint = new Uri(endpoint) };

        AssertRefused("InsecureEndpoint", endpoint, options);
        Assert.Equal(new Uri(endpoint), (options with { AllowInsecure = true }).ResolveEndpoint());
    }

    [Theory]
    [InlineData("http://localhost:9000/")]
    [InlineData("http://127.0.0.1:9000/some/path/")]
    [InlineData("http://127.8.9.1")]
    [InlineData("http://[::1]:9000")]
    [InlineData("https://example.com/path")]
    public void Validate_EncryptedOrLocal_IsTaken(string endpoint) =>
        Assert.Equal(endpoint.TrimEnd('/'), new R2ClientOptions { Credential = s_credential, Endpoint = new Uri(endpoint) }.ResolveEndpoint().AbsoluteUri.TrimEnd('/'));

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("relative")]
    public void Validate_NoHttpAddress_IsRefused(string endpoint) =>
        AssertRefused("InvalidSetting", "no absolute http or https address; use https://ACCOUNT.r2.cloudflarestorage.com", new() { Credential = s_credential, Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) });

    [Theory]
    [InlineData("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/bucket", "", "'bucket'")]
    [InlineData("https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/bucket/", ".eu", "'bucket'")]
    [InlineData("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/bucket/a/key?X-Amz-Signature=hunter2", "", "'bucket'")]
    [InlineData("https://bucket.0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com", "", "'bucket'")]
    [InlineData("https://bucket.0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/", ".eu", "'bucket'")]
    [InlineData("HTTPS://Bucket.0123456789abcdef0123456789abcdef.R2.CLOUDFLARESTORAGE.COM/", "", "'bucket'")]
    [InlineData("https://u:hunter2@0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com", "", "more than a host")]
    [InlineData("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/#hunter2", "", "more than a host")]
    [InlineData("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com./", "", "more than a host")]
    [InlineData("0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/bucket", "", "'bucket'")]
    [InlineData("https://dash.cloudflare.com/0123456789abcdef0123456789abcdef/r2/default/buckets/bucket/objects?prefix=hunter2", "", "dash.cloudflare.com")]
    [InlineData("https://dash.cloudflare.com/0123456789abcdef0123456789abcdef/r2/eu/buckets/bucket", ".eu", "dash.cloudflare.com")]
    [InlineData("https://api.cloudflare.com/client/v4/accounts/0123456789abcdef0123456789abcdef/r2/buckets", "", "api.cloudflare.com")]
    public void Validate_AddressOfR2ButNoEndpoint_IsRefusedWithTheOneToUse(string endpoint, string jurisdiction, string what)
    {
        R2Exception e = AssertRefused("InvalidSetting", what, new() { Credential = s_credential, Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) });

        Assert.Contains($"use https://0123456789abcdef0123456789abcdef{jurisdiction}.r2.cloudflarestorage.com", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
        AssertTaken($"https://0123456789abcdef0123456789abcdef{jurisdiction}.r2.cloudflarestorage.com");
    }

    [Theory]
    [InlineData("https://pub-0123456789abcdef0123456789abcdef.r2.dev", "public address")]
    [InlineData("https://pub-0123456789abcdef0123456789abcdef.r2.dev/file.txt", "public address")]
    [InlineData("https://r2.cloudflarestorage.com", "no account id")]
    [InlineData("https://bucket.r2.cloudflarestorage.com", "no account id")]
    [InlineData("https://ACCOUNT.r2.cloudflarestorage.com", "no account id")]
    [InlineData("https://dash.cloudflare.com/login", "dash.cloudflare.com")]
    [InlineData("//u:hunter2@host", "no absolute")]
    [InlineData("s3://AKID:hunter2@host/b", "no absolute")]
    [InlineData("ftp://u:hunter2@host", "no absolute")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.hunter2.c2lnbmF0dXJlc2lnbmF0dXJl", "no absolute")]
    [InlineData("AKID:hunter2", "no absolute")]
    [InlineData("hunter2", "no absolute")]
    [InlineData("hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2hunter2.hunter2.hunter2", "no absolute")]
    [InlineData("", "no absolute")]
    public void Validate_NoEndpointAtAll_IsRefusedWithTheForm(string endpoint, string what)
    {
        R2Exception e = AssertRefused("InvalidSetting", what, new() { Credential = s_credential, Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) });

        Assert.Contains("use https://ACCOUNT.r2.cloudflarestorage.com", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.com", "use https://example.com")]
    [InlineData("localhost:9000", "use https://localhost:9000, or http://localhost:9000")]
    [InlineData("minio.example.com:9000/path", "use https://minio.example.com:9000/path")]
    [InlineData("\"https://example.com\"", "Use https://example.com")]
    [InlineData("\u201chttps://example.com\u201d", "Use https://example.com")]
    [InlineData("'https://u:hunter2@example.com/p'", "use https://example.com/p")]
    [InlineData("https://u:hunter2@example.com:8443/p?q=hunter2", "use https://example.com:8443/p")]
    public void Validate_AddressWithTooLittleOrTooMuch_IsRefusedWithTheOneToUse(string endpoint, string use)
    {
        R2Exception e = AssertRefused("InvalidSetting", use, new() { Credential = s_credential, Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) });

        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ASecretForAnAccountId_IsNotShown()
    {
        string secret = new('7', 64);

        R2Exception e = AssertRefused("InvalidSetting", "has 64 characters", new() { Credential = s_credential, AccountId = secret });

        Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AccountIdWithBlanksAround_IsTaken() =>
        Assert.Equal("0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com", new R2ClientOptions { Credential = s_credential, AccountId = " 0123456789abcdef0123456789abcdef\r\n" }.ResolveEndpoint().Host);

    [Theory]
    [InlineData("https://user:hunter2@example.com")]
    [InlineData("https://example.com/?X-Amz-Signature=hunter2")]
    public void Validate_EndpointWithSecrets_IsRefusedWithoutShowingThem(string endpoint)
    {
        R2Exception e = AssertRefused("InvalidSetting", "example.com", new() { Credential = s_credential, Endpoint = new Uri(endpoint) });

        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OptionsOutsideTheirRange_NameSettingValueAndRange()
    {
        R2ClientOptions good = new() { Credential = s_credential, AccountId = AccountId };

        AssertRefused("InvalidSetting", "Timeout is '0 s'; it must be 1 second to 1 day", good with { Timeout = TimeSpan.Zero });
        AssertRefused("InvalidSetting", "PoolIdleTimeout", good with { PoolIdleTimeout = TimeSpan.FromDays(2) });
        AssertRefused("InvalidSetting", "PoolMaxIdle is '0'", good with { PoolMaxIdle = 0 });
        AssertRefused("InvalidSetting", "Region is 'Eu West'", good with { Region = "Eu West" });
    }

    private static void AssertTaken(string endpoint) =>
        Assert.Equal(endpoint, new R2ClientOptions { Credential = s_credential, Endpoint = new Uri(endpoint) }.ResolveEndpoint().AbsoluteUri.TrimEnd('/'));

    private static R2Exception AssertRefused(string code, string message, R2ClientOptions options)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => new R2Client(options));
        Assert.Equal(code, e.Code);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        return e;
    }
}
