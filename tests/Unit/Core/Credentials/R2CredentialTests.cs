using System.Text.Json;

namespace R2.Unit.Core.Credentials;

public class R2CredentialTests
{
    [Theory]
    [InlineData("", "secret", null, "access key id is empty")]
    [InlineData("id", "", null, "secret access key is empty")]
    [InlineData("id", " hunter2", null, "secret access key holds a space")]
    [InlineData("id", "hunter2\n", null, "it is 8 characters long")]
    [InlineData("id", "hunter2", "tok en", "session token holds a space")]
    [InlineData("ïd", "hunter2", null, "access key id holds")]
    public void Constructor_Malformed_SaysWhatWithoutShowingIt(string id, string secret, string? token, string message)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => new R2Credential(id, secret, token));

        Assert.Equal("InvalidCredential", e.Code);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRendering_HoldsNeitherSecretNorToken()
    {
        R2Credential credential = new("access-id", "hunter2-secret", "hunter2-token");
        R2ClientOptions options = new() { Credential = credential, Endpoint = new Uri("https://example.com") };

        foreach (string text in new[] { credential.ToString(), $"{credential}", JsonSerializer.Serialize(credential), options.ToString() })
        {
            Assert.Contains("access-id", text, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        }

        Assert.Equal("access-id (temporary)", credential.ToString());
    }
}
