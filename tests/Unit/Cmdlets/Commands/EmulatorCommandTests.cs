using System.Management.Automation;
using R2.Cmdlets.Results;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class EmulatorCommandTests : IDisposable
{
    private readonly PowerShellSession _session = new();

    [Fact]
    public void Start_ConnectsTheSession()
    {
        PowerShellResult result = _session.Run("Start-R2Emulator; $null = New-R2Bucket -BucketName demo; 'x' | Write-R2Object -BucketName demo -Key k | ForEach-Object Key; Stop-R2Emulator; Get-R2Connection").ThrowIfFailed();

        Assert.Equal(2, result.Output.Count);
        Assert.Equal("127.0.0.1", Assert.IsType<R2Emulator>(result.Output[0].BaseObject).Endpoint.Host);
        Assert.Equal("k", result.Output[1].BaseObject);
    }

    [Fact]
    public void Start_WithBucket_MakesItTheDefault() =>
        Assert.Equal("x", _session.Run("$null = Start-R2Emulator demo; $null = 'x' | Write-R2Object -Key k; Read-R2Object k -AsString").ThrowIfFailed().Output.Single().BaseObject);

    [Fact]
    public void Credential_ConnectsAnotherSession()
    {
        R2Emulator emulator = _session.Run("Start-R2Emulator demo").ThrowIfFailed().As<R2Emulator>().Single();
        using PowerShellSession other = new();
        other.Set("emulator", emulator);

        Assert.Single(other.Run("$null = Connect-R2 -Endpoint $emulator.Endpoint -Credential $emulator.Credential; Get-R2Bucket").ThrowIfFailed().Output);
    }

    [Fact]
    public void Start_PortTaken_IsATerminatingError()
    {
        PowerShellResult result = _session.Run("$first = Start-R2Emulator; try { Start-R2Emulator -Port $first.Endpoint.Port; 'reached' } catch { $_ }");

        ErrorRecord error = Assert.IsType<ErrorRecord>(result.ThrowIfFailed().Output.Single().BaseObject);
        Assert.StartsWith("R2.PortUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_StartsNothing() =>
        Assert.Empty(_session.Run("Start-R2Emulator -WhatIf; Get-R2Connection").ThrowIfFailed().Output);

    public void Dispose()
    {
        _session.Run("Stop-R2Emulator");
        _session.Dispose();
    }

    [Fact]
    public void Start_BadBucketName_IsRefusedAsElsewhere()
    {
        PowerShellResult result = _session.Run("try { Start-R2Emulator BAD_NAME; 'reached' } catch { $_ }; Get-R2Connection");

        ErrorRecord error = Assert.IsType<ErrorRecord>(result.ThrowIfFailed().Output.Single().BaseObject);
        Assert.StartsWith("R2.InvalidBucketName,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_EmptyCredential_IsNone() =>
        Assert.Equal(32, _session.Run("Start-R2Emulator -Credential ([pscredential]::Empty)").ThrowIfFailed().As<R2Emulator>().Single().AccessKeyId.Length);
}
