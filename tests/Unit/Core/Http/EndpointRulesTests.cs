namespace R2.Unit.Core.Http;

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
        Assert.Equal(expected, new R2ClientOptions { Credential = s_credential, AccountId = AccountId, Jurisdiction = jurisdiction }.Validate().AbsoluteUri);

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
        Assert.Equal(new Uri(endpoint), (options with { AllowInsecure = true }).Validate());
    }

    [Theory]
    [InlineData("http://localhost:9000/")]
    [InlineData("http://127.0.0.1:9000/some/path/")]
    [InlineData("http://127.8.9.1")]
    [InlineData("http://[::1]:9000")]
    [InlineData("https://example.com/path")]
    public void Validate_EncryptedOrLocal_IsTaken(string endpoint) =>
        Assert.Equal(endpoint.TrimEnd('/'), new R2ClientOptions { Credential = s_credential, Endpoint = new Uri(endpoint) }.Validate().AbsoluteUri.TrimEnd('/'));

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("relative")]
    public void Validate_NoHttpAddress_IsRefused(string endpoint) =>
        AssertRefused("InvalidSetting", "Endpoint", new() { Credential = s_credential, Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute) });

    [Theory]
    [InlineData("https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/bucket")]
    [InlineData("https://0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com/bucket/")]
    public void Validate_R2EndpointWithABucket_IsRefused(string endpoint) =>
        AssertRefused("InvalidSetting", "BucketName", new() { Credential = s_credential, Endpoint = new Uri(endpoint) });

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

        AssertRefused("InvalidSetting", "Timeout is '0 s'; allowed is 1 second to 1 day", good with { Timeout = TimeSpan.Zero });
        AssertRefused("InvalidSetting", "PoolIdleTimeout", good with { PoolIdleTimeout = TimeSpan.FromDays(2) });
        AssertRefused("InvalidSetting", "PoolMaxConnections is '0'", good with { PoolMaxConnections = 0 });
        AssertRefused("InvalidSetting", "Region is 'Eu West'", good with { Region = "Eu West" });
    }

    private static R2Exception AssertRefused(string code, string message, R2ClientOptions options)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => new R2Client(options));
        Assert.Equal(code, e.Code);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        return e;
    }
}
