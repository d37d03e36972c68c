using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Connections;
using R2.Emulator;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Connections;

/// <summary>Connections with an API token: where it comes from, what follows from it, and what a bad one is told.</summary>
public sealed class ApiConnectionTests : IDisposable
{
    private const string Narrow = "aNarrowToken0123456789abcdefghijklmnopqrs";
    private const string Expired = "anExpiredToken0123456789abcdefghijklmnopq";

    private readonly R2EmulatorServer _emulator = R2EmulatorServer.Start(new R2EmulatorOptions
    {
        Buckets = ["web"],
        Api = new EmulatorApiOptions { Zones = new Dictionary<string, string> { [new string('1', 32)] = "example.com" } },
        AdditionalApiTokens =
        [
            new EmulatorApiToken { Value = Narrow, PermissionGroups = ["Workers R2 Storage Read"] },
            new EmulatorApiToken { Value = Expired, ExpiresOn = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        ],
    });

    private readonly PowerShellSession _session = new();

    public ApiConnectionTests()
    {
        Array.ForEach([_emulator.ApiToken, _emulator.SecretAccessKey, Narrow, Expired], UsedSecrets.Note);
        _session.Set("account", _emulator.AccountId);
        _session.Set("endpoint", _emulator.Endpoint);
        _session.Set("token", CmdletTest.Credential("t", _emulator.ApiToken).Password);
        _session.Set("narrow", CmdletTest.Credential("t", Narrow).Password);
        _session.Set("expired", CmdletTest.Credential("t", Expired).Password);
        _session.Set("faults", _emulator.Faults);
    }

    public void Dispose()
    {
        _session.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Token_GivesBothKindsOfAccess_AndIsVerifiedOnce()
    {
        PowerShellResult result = _session.Run(
            "$c = Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $token -BucketName web; $c.AccessKeyId; (Get-R2Bucket).BucketName; (Get-R2BucketPublicAccess).Enabled; (Get-R2BucketPublicAccess).Enabled").ThrowIfFailed();

        Assert.Equal([_emulator.AccessKeyId, "web", false, false], result.Output.Select(static item => item.BaseObject));
        Assert.Equal(1, _emulator.Requests.CountOf("user-api-tokens-verify-token"));
    }

    [Fact]
    public void Token_OfTheLine_IsNotMixedWithAKeyPairOfTheEnvironment()
    {
        ConnectionSettings line = new() { ApiToken = new(new R2ApiToken(Narrow), "parameter") };
        ConnectionSettings environment = new() { Credential = new(new R2Credential("id", "secret"), "environment"), ApiToken = new(new R2ApiToken(Expired), "environment") };

        Assert.Null(line.Over(environment).Credential);
        Assert.Equal("parameter", line.Over(environment).ApiToken!.Source);
        Assert.Equal(("environment", "environment"), (new ConnectionSettings().Over(environment).Credential!.Source, new ConnectionSettings().Over(environment).ApiToken!.Source));
    }

    [Fact]
    public void Expired_IsSaidWithItsEnd()
    {
        ErrorRecord error = Fail("Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $expired");

        Assert.StartsWith("R2.ApiTokenInactive,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("expired at 2026-01-01", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Create a new API token", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_IsSaidByCloudflaresNumber()
    {
        _session.Set("unknown", CmdletTest.Credential("t", "nobodyKnowsThisToken0123456789abcdefghijk").Password);

        ErrorRecord error = Fail("Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $unknown");

        Assert.StartsWith("R2.Api1000,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
    }

    [Fact]
    public void TooNarrow_IsToldTheGroupThatItLacks()
    {
        _session.Run("$null = Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $narrow -BucketName web").ThrowIfFailed();

        ErrorRecord error = Fail("Set-R2BucketPublicAccess web -Enabled $true -Confirm:$false -ErrorAction Stop");

        Assert.StartsWith("R2.Api10000,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Contains("'Workers R2 Storage Write'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zone_OutsideTheAccount_IsNotFound()
    {
        Connect();

        Assert.StartsWith("R2.ZoneNotFound,", Fail("Add-R2BucketDomain web files.example.org -ErrorAction Stop").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_ThatIsTurnedOff_IsNotWaitedForForEver()
    {
        Connect();
        _session.Run("$null = Add-R2BucketDomain web files.example.com -Enabled $false").ThrowIfFailed();

        Assert.StartsWith("R2.DomainNotActive,", Fail("Set-R2BucketDomain web files.example.com -MinTls 1.2 -Wait -ErrorAction Stop").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Domain_ThatIsTaken_IsCloudflaresError()
    {
        Connect();
        _session.Run("$null = Add-R2BucketDomain web files.example.com").ThrowIfFailed();

        ErrorRecord error = Fail("Add-R2BucketDomain web files.example.com -ErrorAction Stop");

        Assert.StartsWith("R2.Api", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
    }

    [Fact]
    public async Task LockRules_ChangedBySomebodyElseMeanwhile_AreSaid()
    {
        // Whoever writes next has been quicker than the look at what was written.
        StubTransport transport = new(static request => new HttpResponseMessage(System.Net.HttpStatusCode.OK)
        {
            Content = new StringContent(request.Method == HttpMethod.Put ? """{"success":true,"result":{}}""" : """{"success":true,"result":{"rules":[]}}"""),
        });
        using R2ApiClient api = new(new R2ApiClientOptions { Token = new R2ApiToken(Narrow), AccountId = _emulator.AccountId, Transport = transport });

        R2Exception e = await Assert.ThrowsAsync<R2Exception>(() => LockChange.RunAsync(api, "web", static _ => [new R2BucketLockRule { Id = "l", Indefinite = true }], TestContext.Current.CancellationToken));

        Assert.Equal("LockRulesChanged", e.Code);
        Assert.Contains("it has now none, and should have 'l'", e.Message, StringComparison.Ordinal);
        Assert.Equal(["GET", "PUT", "GET"], transport.Sent.Select(static sent => sent.Method));
    }

    [Fact]
    public void Endpoint_OfAnotherServer_IsNotTakenForTheAccountAtCloudflare()
    {
        ErrorRecord error = Fail("Connect-R2 -AccountId $account -Endpoint https://s3.example.com -ApiToken $token");

        Assert.StartsWith("R2.InvalidSetting,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, _emulator.Requests.Total);
    }

    private void Connect() => _session.Run("$null = Connect-R2 -AccountId $account -Endpoint $endpoint -ApiToken $token -BucketName web").ThrowIfFailed();

    private ErrorRecord Fail(string script) =>
        Assert.IsType<ErrorRecord>(_session.Run($"try {{ {script}; 'reached' }} catch {{ $_ }}").ThrowIfFailed().Output[^1].BaseObject);
}
