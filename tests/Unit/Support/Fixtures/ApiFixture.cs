using R2.Emulator;

namespace R2.Unit.Support;

/// <summary>An emulator with two buckets, and a client of its part of Cloudflare's own API.</summary>
internal sealed class ApiFixture : IDisposable
{
    public const string Bucket = "web";
    public const string Other = "archive";

    public ApiFixture(R2EmulatorOptions? options = null)
    {
        Emulator = R2EmulatorServer.Start(options ?? new R2EmulatorOptions { Buckets = [Bucket, Other] });
        UsedSecrets.Note(Emulator.ApiToken);
        UsedSecrets.Note(Emulator.SecretAccessKey);
        Client = new R2ApiClient(Options);
    }

    public R2EmulatorServer Emulator { get; }

    public R2ApiClient Client { get; }

    public R2ApiClientOptions Options => new()
    {
        Token = new R2ApiToken(Emulator.ApiToken),
        AccountId = Emulator.AccountId,
        BaseAddress = Emulator.ApiEndpoint,
        Retry = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromSeconds(1) },
    };

    public R2Credential Credential => new(Emulator.AccessKeyId, Emulator.SecretAccessKey);

    public void Dispose()
    {
        Client.Dispose();
        Emulator.Dispose();
    }
}
