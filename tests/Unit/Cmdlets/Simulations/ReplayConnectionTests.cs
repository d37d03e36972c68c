using System.Management.Automation;
using R2.Cmdlets.Results;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Simulations;

/// <summary>Whatever a session has of accounts, credentials, vaults and profiles, a recording is replayed in it.</summary>
public sealed class ReplayConnectionTests : CmdletTest
{
    private const string Account = "ffffffffffffffffffffffffffffffff";

    private static readonly string s_vault = Path.Combine(Repository.Root, "tests", "Unit", "Support", "Modules", "Microsoft.PowerShell.SecretManagement", "Microsoft.PowerShell.SecretManagement.psm1");

    private string Recording => Path.Combine(Folder, "rec");

    [Theory]
    [InlineData("any", "any", "any")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("not set in forks", "", "00000000000000000000000000000000")]
    [InlineData("schlüssel", "geheim nis", "00000000000000000000000000000000")]
    public void Replay_WithACredentialOfAnyShape_AnswersAsRecorded(string id, string secret, string shown)
    {
        Record("'x' | Write-R2Object -Key k");
        using PowerShellSession other = new();
        other.Set("odd", Credential(id, secret));

        PowerShellResult replayed = other.Run($"""
            $null = Start-R2Simulation -Replay -Path '{Recording}' -Strict
            (Connect-R2 -AccountId {Account} -Credential $odd -BucketName {Bucket}).AccessKeyId
            (Get-R2Connection).Endpoint.Host
            ('x' | Write-R2Object -Key k).Key
            Stop-R2Simulation
            """).ThrowIfFailed();

        Assert.Equal([shown, $"{Account}.r2.cloudflarestorage.com", "k"], replayed.As<string>());
        Assert.Empty(replayed.Warnings);
    }

    [Fact]
    public void Connection_OfAReplay_IsRefusedOnceItIsToReachAServer()
    {
        Record("Test-R2Object k");
        using PowerShellSession other = new();
        other.Set("odd", Credential("any", "any"));
        other.Run($"$null = Start-R2Simulation -Replay -Path '{Recording}'; $null = Connect-R2 -AccountId {Account} -Credential $odd -BucketName {Bucket}; $null = Test-R2Object k; Stop-R2Simulation").ThrowIfFailed();

        ErrorRecord error = RunToTerminatingError(other, "Test-R2Object k");

        AssertError(error, "R2.InvalidCredential", ErrorCategory.InvalidArgument);
        Assert.Contains("3 characters long; it must have 32", error.Exception.Message, StringComparison.Ordinal);
        other.Run("Disconnect-R2").ThrowIfFailed();
    }

    [Theory]
    [InlineData("")]
    [InlineData("$null = Start-R2Simulation -Record -Path \"$folder/live\"; ")]
    public void Connect_WhereRequestsWillBeSent_RefusesAWrongCredentialAtOnce(string before)
    {
        Session.Set("odd", Credential("any", "any"));

        AssertError(RunToTerminatingError(Session, $"{before}Connect-R2 -AccountId {Account} -Credential $odd"), "R2.InvalidCredential", ErrorCategory.InvalidArgument);

        Run("Stop-R2Simulation").ThrowIfFailed();
    }

    [Fact]
    public void ProfileWithVault_Recorded_ReplaysWithTheVaultLocked_AndUnread()
    {
        Run($"Import-Module '{s_vault}'; Disconnect-R2; Set-R2Profile -Name sim -Endpoint $endpoint -Credential $credential -VaultName team -BucketName {Bucket}").ThrowIfFailed();
        Record("'x' | Write-R2Object -Key k -ProfileName sim");

        PowerShellResult replayed = Run($"""
            $StandIn.Locked = $true; $StandIn.Reads = 0
            $null = Start-R2Simulation -Replay -Path '{Recording}' -Strict
            ('x' | Write-R2Object -Key k -ProfileName sim).Key
            Stop-R2Simulation
            $StandIn.Reads
            """).ThrowIfFailed();

        Assert.Equal(["k", 0], replayed.Output.Select(static o => o.BaseObject));
        Run("Remove-R2Profile sim -Confirm:$false").ThrowIfFailed();
    }

    [Fact]
    public void ProfileAndVault_ThatAreNotThere_AreNotNeededInAReplay()
    {
        Record("'x' | Write-R2Object -Key k; Read-R2Object k -AsString");
        using PowerShellSession other = new();

        PowerShellResult replayed = other.Run($"""
            $null = Start-R2Simulation -Replay -Path '{Recording}' -Strict
            ('x' | Write-R2Object -Key k -ProfileName nobody -BucketName {Bucket}).Key
            $null = Connect-R2 -VaultName none -SecretName none -BucketName {Bucket}
            Read-R2Object k -AsString
            Stop-R2Simulation
            """).ThrowIfFailed();

        Assert.Equal(["k", "x"], replayed.As<string>());
    }

    [Fact]
    public void TestConnection_InAReplay_TriesNoNetwork()
    {
        Record("Test-R2Connection -Write");
        Emulator.Stop();
        IReadOnlyList<R2ConnectionTest> rows = Run($"$null = Start-R2Simulation -Replay -Path '{Recording}' -Strict; Test-R2Connection -Write; Stop-R2Simulation").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal(["Name resolution", "TCP", "TLS", "Clock"], rows.Where(static row => row.Status == R2TestStatus.Skipped).Select(static row => row.Name));
        Assert.DoesNotContain(rows, static row => row.Status == R2TestStatus.Failed);
    }

    private void Record(string script) => Run($"$null = Start-R2Simulation -Record -Path '{Recording}'; $null = $({script}); Stop-R2Simulation").ThrowIfFailed();
}
