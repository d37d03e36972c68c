# Stands in for SecretManagement in tests: its signatures and error ids, and one variable for all that it knows.
# https://github.com/PowerShell/SecretManagement/blob/main/src/code/SecretManagement.cs
if (-not $global:StandIn) {
    $global:StandIn = @{ Vaults = @('team'); Secrets = @{}; Locked = $false; Broken = $false; Reads = 0 }
}

function Get-Secret {
    [CmdletBinding(DefaultParameterSetName = 'NameParameterSet')]
    param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'NameParameterSet')][string]$Name,
        [Parameter(Position = 1, ParameterSetName = 'NameParameterSet')][string]$Vault,
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InfoParameterSet')][object]$InputObject,
        [switch]$AsPlainText
    )

    process {
        $global:StandIn.Reads++
        Assert-Vault $Vault
        if ($global:StandIn.Locked) {
            $message = 'A valid password is required to access the Microsoft.PowerShell.SecretStore vault.'
            $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
                [InvalidOperationException]::new($message), 'GetSecretException', 'InvalidOperation', $null))
        }

        if ($global:StandIn.Broken) {
            throw [System.IO.IOException]::new('The vault service answered 500.')
        }

        if (-not $global:StandIn.Secrets.ContainsKey($Name)) {
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                [System.Management.Automation.ItemNotFoundException]::new("The secret $Name was not found."), 'GetSecretNotFound', 'ObjectNotFound', $null))
            return
        }

        $global:StandIn.Secrets[$Name]
    }
}

function Set-Secret {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)][string]$Name,
        [Parameter(Mandatory, Position = 1)][object]$Secret,
        [Parameter(Position = 2)][string]$Vault,
        [hashtable]$Metadata,
        [switch]$NoClobber
    )

    Assert-Vault $Vault
    $global:StandIn.Secrets[$Name] = $Secret
}

function Assert-Vault([string]$Vault) {
    if ($Vault -and $Vault -notin $global:StandIn.Vaults) {
        $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new(
            [System.Management.Automation.PSInvalidOperationException]::new("Vault not found in registry: $Vault"), 'GetSecretVaultNotFound', 'ObjectNotFound', $null))
    }
}

Export-ModuleMember -Function Get-Secret, Set-Secret
