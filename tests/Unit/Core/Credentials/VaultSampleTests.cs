using System.Net;
using Examples;
using R2.Testing;

namespace R2.Unit.Core.Credentials;

/// <summary>The sample of docs/credentials.md, as it stands in examples/dotnet/Vault, against a vault that answers as HashiCorp's KV v2 does.</summary>
public sealed class VaultSampleTests
{
    [Fact]
    public async Task Credential_IsReadFromTheVault_AndReadAgainWhenR2RefusesIt()
    {
        using R2Fixture r2 = new();
        string secret = "yesterdays";
        using HttpClient vault = new(new Vault(() => secret, r2.Server.AccessKeyId)) { BaseAddress = new Uri("http://vault.invalid") };
        VaultCredential source = new(vault);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        R2ClientOptions options = r2.Options with { Credential = await source.ReadAsync(cancellation), RenewCredential = source.ReadAsync };
        using R2Client client = new(options);

        secret = r2.Server.SecretAccessKey;
        await client.PutObjectAsync(r2.BucketName, "key", "text"u8.ToArray(), cancellationToken: cancellation);

        Assert.Equal(2, r2.Server.Requests.CountOf("PutObject"));
    }

    private sealed class Vault(Func<string> secret, string id) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("/v1/secret/data/cloudflare/r2", request.RequestUri!.AbsolutePath);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$$$"""{"request_id":"1","lease_id":"","renewable":false,"data":{"data":{"access_key_id":"{{{{id}}}}","secret_access_key":"{{{{secret()}}}}"},"metadata":{"version":1}}}"""),
            });
        }
    }
}
