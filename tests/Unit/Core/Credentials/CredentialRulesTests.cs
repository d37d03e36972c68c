namespace R2.Unit.Core.Credentials;

public sealed class CredentialRulesTests
{
    private const string Account = "0123456789abcdef0123456789abcdef";
    private static readonly string s_id = new('a', 32);
    private static readonly string s_secret = new('b', 64);

    [Theory]
    [InlineData(64, 32, "swapped")]
    [InlineData(20, 64, "20 characters long; it must have 32")]
    [InlineData(32, 40, "40 characters long; it must have 64")]
    public void Validate_KeysThatAreNotOfR2_AreRefusedAtR2Alone(int idLength, int secretLength, string message)
    {
        R2Credential credential = new(new string('a', idLength), new string('b', secretLength));

        R2Exception exception = Assert.Throws<R2Exception>(() => new R2ClientOptions { Credential = credential, AccountId = Account }.ResolveEndpoint());

        Assert.Equal(R2ErrorCodes.InvalidCredential, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("bbbb", exception.Message, StringComparison.Ordinal);
        new R2ClientOptions { Credential = credential, Endpoint = new Uri("https://s3.example.com") }.ResolveEndpoint();
    }

    [Fact]
    public void Validate_KeysOfR2_AreTaken() => new R2ClientOptions { Credential = new R2Credential(s_id, s_secret), AccountId = Account }.ResolveEndpoint();
}
