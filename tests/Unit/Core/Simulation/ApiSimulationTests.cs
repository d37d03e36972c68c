using R2.Models;
using R2.Simulation;
using R2.Unit.Support;

namespace R2.Unit.Core.Simulation;

/// <summary>Requests to Cloudflare's own API in recordings: replayed as they were, beside those of S3, and without what is secret.</summary>
public sealed class ApiSimulationTests : IDisposable
{
    private readonly ApiFixture _api = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("r2-api-recording-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _api.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Recording_OfOtherSecretsAndAnotherAccount_IsReplayed()
    {
        string path = Path.Combine(_folder.FullName, "rec");
        string live;
        using (R2Simulation recording = R2Simulation.Record(path))
        using (R2ApiClient client = new(_api.Options with { Simulation = recording }))
        {
            live = await ScenarioAsync(client, _api.Credential);
        }

        string written = string.Concat(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        long requests = _api.Emulator.Requests.Total;
        using R2Simulation replay = R2Simulation.Replay(path, new R2ReplayOptions { Strict = true });
        using R2ApiClient offline = new(new R2ApiClientOptions
        {
            Token = new R2ApiToken("anotherToken0123456789abcdefghijklmnop"),
            AccountId = new string('1', 32),
            Simulation = replay,
            Retry = new() { MaxAttempts = 1 },
        });
        string again = await ScenarioAsync(offline, new R2Credential("another", "secret"));

        Assert.Equal(live, again);
        Assert.Empty(replay.Unasked);
        Assert.Equal(requests, _api.Emulator.Requests.Total);
        Assert.All(
            [_api.Emulator.ApiToken, _api.Emulator.SecretAccessKey, _api.Emulator.AccessKeyId, _api.Emulator.AccountId, "eyJ"],
            secret => Assert.DoesNotContain(secret, written, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("/client/v4/accounts/{account-id}/r2/buckets/web/lock", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NotRecorded_IsNamedAndNotTakenForS3()
    {
        string path = Path.Combine(_folder.FullName, "rec");
        using (R2Simulation recording = R2Simulation.Record(path))
        {
        }

        using R2Simulation replay = R2Simulation.Replay(path);
        using R2ApiClient offline = new(_api.Options with { Simulation = replay });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => offline.GetLockAsync(ApiFixture.Bucket, Cancellation));

        Assert.Equal(R2ErrorCodes.NotRecorded, e.Code);
    }

    private static async Task<string> ScenarioAsync(R2ApiClient client, R2Credential credential)
    {
        await client.SetLockAsync(ApiFixture.Bucket, [new() { Id = "keep", Prefix = "k/", Indefinite = true }], Cancellation);
        IReadOnlyList<R2BucketLockRule> rules = await client.GetLockAsync(ApiFixture.Bucket, Cancellation);
        bool reachable = await client.CheckMigrationTargetAsync(ApiFixture.Bucket, credential, Cancellation);
        string id = await client.StartMigrationAsync(R2MigrationSource.FromR2(ApiFixture.Other, credential), ApiFixture.Bucket, credential, cancellationToken: Cancellation);
        R2Migration migration = await client.GetMigrationAsync(id, Cancellation);
        R2Credential temporary = await client.CreateTemporaryCredentialAsync(
            new TemporaryCredentialOptions { AccountId = client.AccountId, Endpoint = client.BaseAddress, BucketName = ApiFixture.Bucket, Permission = R2AccessLevel.ObjectReadOnly }, credential.AccessKeyId, Cancellation);
        return $"{string.Join(", ", rules)} {reachable} {migration} {temporary.IsTemporary}";
    }
}
