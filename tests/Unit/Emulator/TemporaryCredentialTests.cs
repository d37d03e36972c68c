using R2.Unit.Support;

namespace R2.Unit.Emulator;

/// <summary>The product's temporary credentials against the emulator's verifier, which shares no code with them.</summary>
public sealed class TemporaryCredentialTests : IDisposable
{
    private readonly EmulatorClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(R2AccessLevel.ObjectReadOnly, 200, 403, 403, 403)]
    [InlineData(R2AccessLevel.ObjectReadWrite, 200, 200, 403, 403)]
    [InlineData(R2AccessLevel.AdminReadOnly, 200, 403, 200, 403)]
    [InlineData(R2AccessLevel.AdminReadWrite, 200, 200, 200, 200)]
    public async Task Scope_IsEnforced(R2AccessLevel level, int list, int put, int getLifecycle, int deleteLifecycle)
    {
        string token = Use(Options() with { Permission = level });

        Assert.Equal(list, (await GetAsync("/bucket?list-type=2", token)).Status);
        Assert.Equal(put, (await _client.SendAsync("PUT", "/bucket/key", "x", ("x-amz-security-token", token))).Status);
        Assert.Equal(getLifecycle, (await GetAsync("/bucket?lifecycle", token)).Status);
        EmulatorReply deleted = await _client.SendAsync("DELETE", "/bucket?lifecycle", (byte[]?)null, ("x-amz-security-token", token));
        Assert.Equal(deleteLifecycle, deleted.Status == 204 ? 200 : deleted.Status);
        Assert.Equal(403, (await GetAsync("/other?list-type=2", token)).Status);
        Assert.Equal(403, (await GetAsync("/", token)).Status);
    }

    [Fact]
    public async Task Actions_AreEnforced()
    {
        await _client.PutAsync("/bucket/key", "x");
        string token = Use(Options() with { Permission = null, Actions = ["GetObject", "ListObjectsV1"] });

        Assert.Equal(200, (await GetAsync("/bucket/key", token)).Status);
        Assert.Equal(200, (await GetAsync("/bucket", token)).Status);
        Assert.Equal("AccessDenied", (await GetAsync("/bucket?list-type=2", token)).Code);
        Assert.Equal("AccessDenied", (await _client.SendAsync("PUT", "/bucket/key", "x", ("x-amz-security-token", token))).Code);
    }

    [Fact]
    public async Task Paths_AreEnforced()
    {
        foreach (string key in new[] { "logs/a", "one.txt", "secret" })
        {
            await _client.PutAsync("/bucket/" + key, "x");
        }

        string token = Use(Options() with { Permission = R2AccessLevel.ObjectReadWrite, Prefixes = ["logs/"], Objects = ["one.txt"] });

        Assert.Equal(200, (await GetAsync("/bucket/logs/a", token)).Status);
        Assert.Equal(200, (await GetAsync("/bucket/one.txt", token)).Status);
        Assert.Equal("AccessDenied", (await GetAsync("/bucket/one.txt.old", token)).Code);
        Assert.Equal("AccessDenied", (await GetAsync("/bucket/secret", token)).Code);
        Assert.Equal(200, (await GetAsync("/bucket?list-type=2&prefix=logs%2F", token)).Status);
        Assert.Equal("AccessDenied", (await GetAsync("/bucket?list-type=2", token)).Code);
        EmulatorReply copy = await _client.SendAsync("PUT", "/bucket/logs/copy", (byte[]?)null, ("x-amz-copy-source", "/bucket/secret"), ("x-amz-security-token", token));
        Assert.Equal("AccessDenied", copy.Code);
    }

    [Fact]
    public async Task DeleteObjects_OutsideThePaths_IsRefusedKeyByKey()
    {
        await _client.PutAsync("/bucket/logs/a", "x");
        await _client.PutAsync("/bucket/secret", "x");
        string token = Use(Options() with { Prefixes = ["logs/"] });
        const string Body = "<Delete><Object><Key>logs/a</Key></Object><Object><Key>secret</Key></Object></Delete>";

        EmulatorReply reply = await _client.SendAsync("POST", "/bucket?delete", Body, ("x-amz-security-token", token), ("content-md5", EmulatorMd5.Base64(Body)));

        Assert.Equal((200, "AccessDenied"), (reply.Status, reply.Element("Code")));
        Assert.Equal(["logs/a", "secret"], reply.Elements("Key"));
        Assert.Equal(200, (await _client.GetAsync("/bucket/secret", AsParent())).Status);
    }

    [Fact]
    public async Task End_IsEnforced()
    {
        string token = Use(Options() with { Lifetime = TimeSpan.FromMinutes(1) });

        _client.Clock.Now += TimeSpan.FromSeconds(59);
        Assert.Equal(200, (await GetAsync("/bucket?list-type=2", token)).Status);
        _client.Clock.Now += TimeSpan.FromSeconds(1);
        EmulatorReply reply = await GetAsync("/bucket?list-type=2", token);
        Assert.Equal((403, "ExpiredToken"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Forged_IsRefused()
    {
        R2Credential stranger = new(_client.Server.AccessKeyId, new string('f', 64));
        R2Credential forged = stranger.Delegate(Options(), _client.Clock.Now);
        _client.Signer.SecretAccessKey = new string(forged.RevealSecretAccessKey());

        Assert.Equal(400, (await GetAsync("/bucket?list-type=2", forged.RevealSessionToken()!)).Status);
    }

    [Theory]
    [InlineData("https://example.com", null)]
    [InlineData(null, "00000000000000000000000000000000")]
    public async Task ForAnotherEndpointOrAccount_IsRefused(string? endpoint, string? account)
    {
        TemporaryCredentialOptions options = Options();
        string token = Use(options with { Endpoint = endpoint is null ? options.Endpoint : new Uri(endpoint), AccountId = account ?? options.AccountId });

        Assert.Equal(400, (await GetAsync("/bucket?list-type=2", token)).Status);
    }

    private Task<EmulatorReply> GetAsync(string target, string token) => _client.GetAsync(target, ("x-amz-security-token", token));

    private TemporaryCredentialOptions Options() => new()
    {
        AccountId = _client.Server.AccountId,
        Endpoint = _client.Server.Endpoint,
        BucketName = "bucket",
        Permission = R2AccessLevel.ObjectReadWrite,
    };

    /// <summary>Signs from now on with a temporary credential; its token.</summary>
    private string Use(TemporaryCredentialOptions options)
    {
        R2Credential credential = new R2Credential(_client.Server.AccessKeyId, _client.Server.SecretAccessKey).Delegate(options, _client.Clock.Now);
        _client.Signer.SecretAccessKey = new string(credential.RevealSecretAccessKey());
        return credential.RevealSessionToken()!;
    }

    private (string Name, string? Value)[] AsParent()
    {
        _client.Signer.SecretAccessKey = _client.Server.SecretAccessKey;
        return [];
    }
}
