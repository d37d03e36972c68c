namespace R2.Unit.Core.Api;

public sealed class R2ApiTokenTests
{
    private const string Value = "v1.0-aTokenOfCloudflares-0123456789abcdef";

    [Fact]
    public void Credential_IsTheIdAndTheSha256OfTheValue()
    {
        R2Credential credential = new R2ApiToken(Value).ToCredential(new string('a', 32));

        Assert.Equal(new string('a', 32), credential.AccessKeyId);
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Value))).ToLowerInvariant(), new string(credential.RevealSecretAccessKey()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tooShort")]
    [InlineData(" v1.0-aTokenOfCloudflares-0123456789abcdef")]
    [InlineData("v1.0-aTokenOfCloudflares-0123456789abcdef\n")]
    [InlineData("v1.0-aTokenOfCloudflares-0123456789äbcdef")]
    public void Value_ThatCannotBeOne_IsRefusedWithoutBeingShown(string value)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => new R2ApiToken(value));

        Assert.Equal(R2ErrorCodes.InvalidCredential, e.Code);
        Assert.DoesNotContain("aToken", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_ShowsNothing()
    {
        R2ApiToken token = new(Value);

        Assert.DoesNotContain("v1", $"{token}", StringComparison.Ordinal);
        Assert.Equal(Value, new string(token.RevealValue()));
    }
}
