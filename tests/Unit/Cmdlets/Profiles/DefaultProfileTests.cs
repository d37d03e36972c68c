using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Profiles;

[Collection(ProcessState.Name)]
public sealed class DefaultProfileTests : CmdletTest
{
    private const string Variable = "R2_PROFILE";
    private readonly ProfileFolder _profiles = new();
    private readonly Dictionary<string, string?> _before = [];

    public DefaultProfileTests()
    {
        Run("Disconnect-R2").ThrowIfFailed();
        Set("R2_ACCESS_KEY_ID", Emulator.AccessKeyId);
        Set("R2_SECRET_ACCESS_KEY", Emulator.SecretAccessKey);
    }

    [Fact]
    public void DefaultProfile_ConnectsByItselfOnFirstUse()
    {
        Run($"Set-R2Profile -Name first -Endpoint $endpoint -BucketName {Bucket} -Default").ThrowIfFailed();

        PowerShellResult result = Run("Get-R2ObjectList -Verbose").ThrowIfFailed();

        R2Connection connection = Run("Get-R2Connection").As<R2Connection>().Single();
        Assert.Equal("profile 'first'", connection.Source);
        Assert.Contains($"BucketName = {Bucket} (profile 'first')", result.Verbose);
        Assert.Contains("SecretAccessKey = ******** (R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY)", result.Verbose);
    }

    [Fact]
    public void Variable_ChoosesTheProfile()
    {
        Run($"Set-R2Profile -Name first -Endpoint $endpoint -BucketName first-bucket -Default; Set-R2Profile -Name second -Endpoint $endpoint -BucketName {Bucket}").ThrowIfFailed();
        Set(Variable, "second");

        Assert.Equal(Bucket, Run("(Get-R2Connection).BucketName").ThrowIfFailed().Output.Single().BaseObject);
        Assert.Empty(Run("Get-R2ObjectList").ThrowIfFailed().Output);
    }

    [Fact]
    public void Variable_NamesNone_IsAnErrorOfEveryCommand()
    {
        Set(Variable, "nothing");

        AssertError(RunToTerminatingError(Session, "Get-R2Bucket"), "R2.ProfileNotFound", ErrorCategory.ObjectNotFound);
    }

    [Fact]
    public void ProfileRemoved_IsForgotten()
    {
        Run($"Set-R2Profile -Name first -Endpoint $endpoint -BucketName {Bucket} -Default; Get-R2ObjectList; Remove-R2Profile first -Confirm:$false").ThrowIfFailed();

        AssertError(RunToTerminatingError(Session, "Get-R2ObjectList"), "R2.NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void VaultModuleMissing_NamesTheCommandThatInstallsIt()
    {
        Set("PSModulePath", Folder);
        Run($"Set-R2Profile -Name vaulted -Endpoint $endpoint -BucketName {Bucket} -VaultName v -SecretName s").ThrowIfFailed();

        ErrorRecord error = RunToTerminatingError(Session, "Get-R2ObjectList -ProfileName vaulted");

        AssertError(error, "R2.SecretManagementMissing", ErrorCategory.NotInstalled);
        Assert.Contains("Install-PSResource Microsoft.PowerShell.SecretManagement", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _profiles.Dispose();
        base.Dispose(disposing);
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
