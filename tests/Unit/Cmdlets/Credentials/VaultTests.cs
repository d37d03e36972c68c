using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Credentials;

/// <summary>Vaults by a stand-in with SecretManagement's signatures; tests/Pester/Vault.Tests.ps1 has the real one.</summary>
public sealed class VaultTests : CmdletTest
{
    private static readonly string s_module = Path.Combine(Repository.Root, "tests", "Unit", "Support", "Modules", "Microsoft.PowerShell.SecretManagement");

    public VaultTests() => Run($"Import-Module '{s_module}/Microsoft.PowerShell.SecretManagement.psm1'; Disconnect-R2").ThrowIfFailed();

    [Fact]
    public void Connect_PSCredentialInAVault_Connects()
    {
        Run("$StandIn.Secrets.key = $credential").ThrowIfFailed();

        R2Connection connection = Run($"Connect-R2 -Endpoint $endpoint -BucketName {Bucket} -VaultName team -SecretName key").ThrowIfFailed().As<R2Connection>().Single();

        Assert.Empty(Keys());
        Assert.Contains(connection.Settings, setting => setting is { Name: "SecretAccessKey", Value: "********", Source: "vault 'team', secret 'key'" });
    }

    [Theory]
    [InlineData("$secret")]
    [InlineData("$credential.Password")]
    public void Connect_HashtableInAVault_BringsItsEndpointToo(string secret)
    {
        Session.Set("id", Emulator.AccessKeyId);
        Session.Set("secret", Emulator.SecretAccessKey);
        Run($"$StandIn.Secrets['cloudflare/r2'] = @{{ account_id = '{Emulator.AccountId}'; access_key_id = $id; secret_access_key = {secret}; endpoint = \"$endpoint\"; other = 1 }}").ThrowIfFailed();

        Run($"$null = Connect-R2 -BucketName {Bucket} -VaultName team -SecretName cloudflare/r2").ThrowIfFailed();

        Assert.Empty(Keys());
        Assert.Equal(Emulator.AccountId, Run("(Get-R2Connection).AccountId").Output.Single().BaseObject);
    }

    [Theory]
    [InlineData("-VaultName other -SecretName key", "R2.VaultNotRegistered", ErrorCategory.ObjectNotFound, "Register-SecretVault")]
    [InlineData("-VaultName team -SecretName missing", "R2.SecretNotFound", ErrorCategory.ObjectNotFound, "Set-Secret")]
    [InlineData("-VaultName team -SecretName text", "R2.InvalidSecret", ErrorCategory.InvalidData, "Set-Secret")]
    [InlineData("-VaultName team -SecretName half", "R2.InvalidSecret", ErrorCategory.InvalidData, "Set-Secret")]
    [InlineData("-VaultName team -SecretName blank", "R2.InvalidCredential", ErrorCategory.InvalidArgument, "Copy")]
    [InlineData("-VaultName team", "R2.InvalidSetting", ErrorCategory.InvalidArgument, "")]
    [InlineData("-VaultName team -SecretName key -Credential $credential", "R2.InvalidSetting", ErrorCategory.InvalidArgument, "")]
    public void Connect_WhatCannotBeRead_SaysWhyAndWhatMendsIt(string parameters, string id, ErrorCategory category, string remedy)
    {
        Session.Set("blank", Credential("id", "  "));
        Run("$StandIn.Secrets = @{ key = $credential; text = 'x'; half = @{ access_key_id = 'x' }; blank = $blank }").ThrowIfFailed();

        ErrorRecord error = RunToTerminatingError(Session, $"Connect-R2 -Endpoint $endpoint {parameters}");

        AssertError(error, id, category);
        Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_LockedVault_NamesTheCommandThatUnlocks()
    {
        ErrorRecord error = RunToTerminatingError(Session, "$StandIn.Locked = $true; Connect-R2 -Endpoint $endpoint -VaultName team -SecretName key");

        AssertError(error, "R2.VaultLocked", ErrorCategory.AuthenticationError);
        Assert.Contains("Unlock-SecretStore", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_VaultThatFails_SaysWhatTheVaultSays()
    {
        ErrorRecord error = RunToTerminatingError(Session, "$StandIn.Broken = $true; Connect-R2 -Endpoint $endpoint -VaultName team -SecretName key");

        AssertError(error, "R2.VaultFailed", ErrorCategory.ResourceUnavailable);
        Assert.Contains("answered 500", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rotation_UnderARunningSession_IsReadOnceAndGoesOn()
    {
        Session.Set("old", Credential(Emulator.AccessKeyId, new string('0', 64)));
        Run($"$StandIn.Secrets.key = $old; $null = Connect-R2 -Endpoint $endpoint -BucketName {Bucket} -VaultName team -SecretName key; $StandIn.Secrets.key = $credential; $StandIn.Reads = 0").ThrowIfFailed();

        Run("1..20 | ForEach-Object { [pscustomobject]@{ Key = \"k$_\"; InputObject = 'x' } } | ForEach-Object { $_.InputObject | Write-R2Object -Key $_.Key } | Out-Null").ThrowIfFailed();
        PowerShellResult keys = Run("Get-R2ObjectList | Get-R2Object | ForEach-Object Key");

        Assert.Equal(20, keys.ThrowIfFailed().Output.Count);
        Assert.Equal(1, Run("$StandIn.Reads").Output.Single().BaseObject);
    }

    [Fact]
    public void Rotation_ManyRequestsAtOnce_ShareOneReading()
    {
        for (int i = 0; i < 30; i++)
        {
            WriteFile($"tree/f{i}");
        }

        Session.Set("old", Credential(Emulator.AccessKeyId, new string('0', 64)));
        Run($"$StandIn.Secrets.key = $old; $null = Connect-R2 -Endpoint $endpoint -BucketName {Bucket} -VaultName team -SecretName key; $StandIn.Secrets.key = $credential; $StandIn.Reads = 0").ThrowIfFailed();

        Run("$null = Write-R2Object \"$folder/tree\" -Recurse -ThrottleLimit 16").ThrowIfFailed();

        Assert.Equal(30, Keys().Length);
        Assert.Equal(1, Run("$StandIn.Reads").Output.Single().BaseObject);
    }

    [Fact]
    public void Rotation_SecretUnchanged_IsTheServersErrorAfterOneReading()
    {
        Session.Set("old", Credential(Emulator.AccessKeyId, new string('0', 64)));
        Run($"$StandIn.Secrets.key = $old; $null = Connect-R2 -Endpoint $endpoint -BucketName {Bucket} -VaultName team -SecretName key; $StandIn.Reads = 0").ThrowIfFailed();

        AssertError(RunToError("Get-R2ObjectList"), "R2.SignatureDoesNotMatch", ErrorCategory.PermissionDenied);
        Assert.Equal(1, Run("$StandIn.Reads").Output.Single().BaseObject);
    }

    [Fact]
    public void Rotation_VaultLockedMeanwhile_SaysSo()
    {
        Session.Set("old", Credential(Emulator.AccessKeyId, new string('0', 64)));
        Run($"$StandIn.Secrets.key = $old; $null = Connect-R2 -Endpoint $endpoint -BucketName {Bucket} -VaultName team -SecretName key; $StandIn.Locked = $true").ThrowIfFailed();

        AssertError(RunToError("Get-R2ObjectList"), "R2.VaultLocked", ErrorCategory.AuthenticationError);
    }

    [Fact]
    public void Profile_WithCredential_KeepsTheSecretInTheVaultAlone()
    {
        Run($"Set-R2Profile -Name vault-a -Endpoint $endpoint -Credential $credential -VaultName team -BucketName {Bucket}").ThrowIfFailed();

        Assert.Empty(Run("Get-R2ObjectList -ProfileName vault-a").ThrowIfFailed().Output);
        Assert.Equal("R2-vault-a", Run("(Get-R2Profile vault-a).SecretName").Output.Single().BaseObject);
        Assert.DoesNotContain(Emulator.SecretAccessKey, File.ReadAllText((string)Run("(Get-R2Profile vault-a).Path").Output.Single().BaseObject), StringComparison.Ordinal);
        Run("Remove-R2Profile vault-a -Confirm:$false").ThrowIfFailed();
        AssertError(RunToTerminatingError(Session, "Get-R2ObjectList -ProfileName vault-a"), "R2.ProfileNotFound", ErrorCategory.ObjectNotFound);
    }

    [Theory]
    [InlineData("-Credential $credential", "without -VaultName")]
    [InlineData("-Credential $credential -VaultName team -Option @{ RetryMaxAttempts = 101 }", "RetryMaxAttempts of profile 'bad'")]
    [InlineData("-Credential $credential -VaultName team -BucketName Bad", "'Bad'")]
    [InlineData("-Credential $blank -VaultName team", "secret access key")]
    [InlineData("-Endpoint ftp://x", "no absolute http or https address")]
    [InlineData("-AccountId 123", "AccountId")]
    public void SetProfile_BadInput_TouchesNeitherVaultNorFile(string parameters, string message)
    {
        Session.Set("blank", Credential("id", "  "));

        ErrorRecord error = RunToTerminatingError(Session, $"Set-R2Profile -Name bad {parameters}");

        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Run("$StandIn.Secrets.Count").Output.Single().BaseObject);
        Assert.Empty(Run("Get-R2Profile bad*").Output);
    }

    [Fact]
    public void SetProfile_Again_ChangesWhatIsGivenAndKeepsTheRest()
    {
        Run("Set-R2Profile -Name change -Endpoint $endpoint -BucketName first -Option @{ RetryMaxAttempts = 7 }; Set-R2Profile -Name change -BucketName second").ThrowIfFailed();

        PSObject profile = Run("Get-R2Profile change").ThrowIfFailed().Output.Single();

        Assert.Equal("second", profile.Properties["BucketName"].Value);
        Assert.Equal("7", Run("(Get-R2Profile change).Settings.RetryMaxAttempts").Output.Single().BaseObject);
        Assert.Empty(Run("Set-R2Profile -Name whatif -Endpoint $endpoint -WhatIf; Get-R2Profile whatif*").ThrowIfFailed().Output);
    }
}
