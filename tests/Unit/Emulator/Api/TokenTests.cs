using System.Security.Cryptography;
using System.Text;
using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Emulator.Api;

public sealed class TokenTests
{
    [Fact]
    public async Task Verify_OwnToken_IsActiveAndItsKeyPairOpensS3()
    {
        using EmulatorApi api = new EmulatorApi();
        EmulatorAnswer answer = await api.GetAsync("/user/tokens/verify");

        Assert.Equal((200, "active"), (answer.Status, answer.Text("status")));
        Assert.Equal(api.Server.AccessKeyId, answer.Text("id"));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(api.Server.ApiToken))).ToLowerInvariant(), api.Server.SecretAccessKey);
        Assert.Equal(200, (await api.S3.GetAsync("/bucket")).Status);
    }

    [Fact]
    public async Task KeyPairOfOptions_BesideTheToken_BothOpenS3()
    {
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], AccessKeyId = "mine", SecretAccessKey = "mySecret0123456789", ApiToken = "myToken0123456789", TimeProvider = new EmulatorClock() });
        Assert.Equal(("mine", "mySecret0123456789", "myToken0123456789"), (api.Server.AccessKeyId, api.Server.SecretAccessKey, api.Server.ApiToken));
        Assert.Equal(200, (await api.S3.GetAsync("/bucket")).Status);

        api.S3.Signer.AccessKeyId = (await api.GetAsync("/user/tokens/verify")).Text("id")!;
        Assert.NotEqual("mine", api.S3.Signer.AccessKeyId);
        api.S3.Signer.SecretAccessKey = Convert.ToHexString(SHA256.HashData("myToken0123456789"u8)).ToLowerInvariant();
        Assert.Equal(200, (await api.S3.GetAsync("/bucket")).Status);
    }

    [Theory]
    [InlineData(null, 400, 9106)]
    [InlineData("", 400, 6003)]
    [InlineData("wrong", 401, 10000)]
    public async Task Request_WithoutAToken_IsRefused(string? token, int status, int code)
    {
        using EmulatorApi api = new EmulatorApi { Token = token };
        EmulatorAnswer answer = await api.GetAsync(api.Bucket("bucket"));
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Verify_UnknownToken_Is401()
    {
        using EmulatorApi api = new EmulatorApi { Token = "wrong" };
        EmulatorAnswer answer = await api.GetAsync("/user/tokens/verify");
        Assert.Equal((401, 1000), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task ExpiredToken_VerificationSaysSo_AndNeitherApiNorS3Accepts()
    {
        EmulatorClock clock = new EmulatorClock();
        EmulatorApiToken token = new EmulatorApiToken { Value = "old", Id = "old-id", ExpiresOn = clock.Now.AddHours(1) };
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = clock, AdditionalApiTokens = [token] }) { Token = "old" };
        api.S3.Signer.AccessKeyId = "old-id";
        api.S3.Signer.SecretAccessKey = Convert.ToHexString(SHA256.HashData("old"u8)).ToLowerInvariant();
        Assert.Equal("active", (await api.GetAsync("/user/tokens/verify")).Text("status"));
        Assert.Equal(200, (await api.GetAsync(api.Bucket("bucket"))).Status);
        Assert.Equal(200, (await api.S3.GetAsync("/bucket")).Status);

        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal("expired", (await api.GetAsync("/user/tokens/verify")).Text("status"));
        Assert.Equal(401, (await api.GetAsync(api.Bucket("bucket"))).Status);
        Assert.Equal(401, (await api.S3.GetAsync("/bucket")).Status);
    }

    [Fact]
    public async Task NarrowToken_ReadsButDoesNotWrite()
    {
        EmulatorApiToken token = new EmulatorApiToken { Value = "narrow", Id = "narrow-id", PermissionGroups = ["Workers R2 Storage Read"] };
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["bucket"], TimeProvider = new EmulatorClock(), AdditionalApiTokens = [token] }) { Token = "narrow" };
        Assert.Equal(200, (await api.GetAsync(api.Bucket("bucket"))).Status);
        EmulatorAnswer refused = await api.SendAsync("DELETE", api.Bucket("bucket"));
        Assert.Equal((403, 10000), (refused.Status, refused.Code));
        Assert.Equal(403, (await api.GetAsync("/zones?name=example.com")).Status);

        api.S3.Signer.AccessKeyId = "narrow-id";
        api.S3.Signer.SecretAccessKey = Convert.ToHexString(SHA256.HashData("narrow"u8)).ToLowerInvariant();
        Assert.Equal(200, (await api.S3.GetAsync("/bucket")).Status);
        Assert.Equal("AccessDenied", (await api.S3.PutAsync("/bucket/key", "x")).Code);
    }

    [Fact]
    public async Task TokenOfTheAccount_IsVerifiedAtTheAccount()
    {
        EmulatorApiToken token = new EmulatorApiToken { Value = "ours", Id = "ours-id", IsAccountOwned = true };
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { AdditionalApiTokens = [token] }) { Token = "ours" };
        Assert.Equal((401, 1000), ((await api.GetAsync("/user/tokens/verify")).Status, (await api.GetAsync("/user/tokens/verify")).Code));
        Assert.Equal("ours-id", (await api.GetAsync(api.Account("tokens/verify"))).Text("id"));
        api.Token = api.Server.ApiToken;
        Assert.Equal(401, (await api.GetAsync(api.Account("tokens/verify"))).Status);
    }

    [Fact]
    public async Task OtherAccount_UnknownPath_WrongMethod_AreRefused()
    {
        using EmulatorApi api = new EmulatorApi();
        Assert.Equal((403, 9109), ((await api.GetAsync("/accounts/other/r2/buckets")).Status, (await api.GetAsync("/accounts/other/r2/buckets")).Code));
        Assert.Equal((404, 7003), ((await api.GetAsync("/accounts")).Status, (await api.GetAsync("/accounts")).Code));
        Assert.Equal(405, (await api.SendAsync("POST", api.Bucket("bucket/lock"), "{}")).Status);
    }

    [Fact]
    public async Task SignedRequest_ForABucketNamedClient_GoesToS3()
    {
        using EmulatorApi api = new EmulatorApi(new R2EmulatorOptions { Buckets = ["client"], TimeProvider = new EmulatorClock() });
        Assert.Equal(200, (await api.S3.PutAsync("/client/v4/key", "x")).Status);
        Assert.Equal("x", (await api.S3.GetAsync("/client/v4/key")).Text);
        Assert.Equal("x", (await api.S3.SendRawAsync("GET", api.S3.Presign("GET", "/client/v4/key"), null, [])).Text);
    }
}
