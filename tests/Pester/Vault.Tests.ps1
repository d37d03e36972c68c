# Vaults by the real SecretManagement and SecretStore, with a home of their own: the user's store is not touched.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    $missing = @('Microsoft.PowerShell.SecretManagement', 'Microsoft.PowerShell.SecretStore' | Where-Object { -not (Get-Module -ListAvailable $_) })
    if ($missing) {
        Write-Warning "tests/Pester/Vault.Tests.ps1 is skipped: $($missing -join ' and ') is not installed."
    }
    $mine = $IsWindows -and -not $env:CI
    if ($mine) {
        Write-Warning 'tests/Pester/Vault.Tests.ps1 is skipped: on Windows SecretStore has one store for each user, which these tests would empty. In CI they run.'
    }
}

Describe 'A vault' -Skip:($missing.Count -gt 0 -or $mine) {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)

        # HOME is read when a process starts, and a process with a store takes seconds to start: so the tests share one, which takes
        # a script a line and ends what it wrote by a line of its own. Each finds the vault empty, unlocked, and no profile.
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive home)).FullName
        $file = Join-Path $TestDrive serve.ps1
        Set-Content $file @'
param($Manifest)
$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$password = ConvertTo-SecureString 'store-password' -AsPlainText -Force
Register-SecretVault -Name team -ModuleName Microsoft.PowerShell.SecretStore
Reset-SecretStore -Authentication Password -Interaction None -Password $password -PasswordTimeout 3600 -Force -Confirm:$false -WarningAction SilentlyContinue | Out-Null
while ($path = [Console]::In.ReadLine()) {
    try {
        Unlock-SecretStore -Password $password -PasswordTimeout 3600 # a test may have shortened it
        Get-SecretInfo -Vault team | Remove-Secret
        Get-R2Profile | Remove-R2Profile -Confirm:$false
        $Error.Clear()
        $emulator = Start-R2Emulator test-bucket
        $credential = $emulator.Credential
        $secret = $credential.GetNetworkCredential().Password
        Disconnect-R2
        & { . $path } | Out-Default # not a string of it: a transcript has what the host is told
    }
    catch { [Console]::Out.WriteLine("FAILED: $_") }
    $emulator | Stop-R2Emulator
    [Console]::Out.WriteLine('== end')
}
'@
        $start = New-PowerShellStart '-NoProfile', '-NonInteractive', '-File', $file, $manifest
        @($start.Environment.Keys) -match '^(R2|AWS)_|^XDG_CONFIG_HOME$' | ForEach-Object { $null = $start.Environment.Remove($_) }
        $start.Environment[$IsWindows ? 'APPDATA' : 'HOME'] = $folder
        $store = [Diagnostics.Process]::Start($start)
        $null = $store.StandardError.BaseStream.CopyToAsync([IO.Stream]::Null)

        function Invoke-WithStore([string]$Script) {
            $path = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
            Set-Content $path $Script
            $store.StandardInput.WriteLine($path)
            $lines = [Collections.Generic.List[string]]::new()
            while (($line = $store.StandardOutput.ReadLine()) -ne '== end') {
                if ($null -eq $line) { throw "The process ended: $($lines -join "`n")" }
                $lines.Add($line)
            }
            [pscustomobject]@{ Text = $lines -join "`n"; Lines = $lines.ToArray() }
        }
    }

    AfterAll {
        $store.StandardInput.Close() # which ends it
        $store.WaitForExit()
        $store.Dispose()
    }

    It 'keeps the credential of a profile, which connects by itself' {
        $run = Invoke-WithStore @'
Set-R2Profile -Name work -Endpoint $emulator.Endpoint -Credential $credential -VaultName team -BucketName test-bucket -Default
'hello' | Write-R2Object -Key k | Out-Null
Read-R2Object k -AsString
(Get-R2Connection).Settings | Where-Object Name -eq SecretAccessKey | ForEach-Object Source
$path = (Get-R2Profile work).Path
"mode $((Get-Item $path).UnixFileMode)"
"leaks $(@(Select-String -Path $path -SimpleMatch $secret).Count)"
'@
        $run.Text | Should -Not -Match 'FAILED: '
        $run.Lines | Should -Contain 'hello'
        $run.Lines | Should -Contain "vault 'team', secret 'R2-work'"
        if (-not $IsWindows) { $run.Lines | Should -Contain 'mode UserWrite, UserRead' }
        $run.Lines | Should -Contain 'leaks 0'
    }

    It 'gives a Hashtable in the layout of HashiCorp Vault' {
        $run = Invoke-WithStore @'
Set-Secret -Vault team -Name r2 -Secret @{ access_key_id = $credential.UserName; secret_access_key = $secret; endpoint = "$($emulator.Endpoint)" }
Connect-R2 -VaultName team -SecretName r2 -BucketName test-bucket | Out-Null
"objects $(@(Get-R2ObjectList).Count)"
'@
        $run.Text | Should -Not -Match 'FAILED: '
        $run.Lines | Should -Contain 'objects 0'
    }

    It 'is read again when the key was rotated' {
        $run = Invoke-WithStore @'
Set-Secret -Vault team -Name r2 -Secret ([pscredential]::new($credential.UserName, (ConvertTo-SecureString ('0' * 64) -AsPlainText -Force)))
Connect-R2 -Endpoint $emulator.Endpoint -VaultName team -SecretName r2 -BucketName test-bucket | Out-Null
Set-Secret -Vault team -Name r2 -Secret $credential
1..5 | ForEach-Object { 'x' | Write-R2Object -Key "k$_" } | Out-Null
"objects $(@(Get-R2ObjectList).Count)"
'@
        $run.Text | Should -Not -Match 'FAILED: '
        $run.Lines | Should -Contain 'objects 5'
    }

    It 'leaves no secret in a transcript, in JSON, in verbose or debug lines, or in $Error' {
        $run = Invoke-WithStore @'
$log = Join-Path $HOME transcript.txt
Start-Transcript $log | Out-Null
$VerbosePreference = $DebugPreference = 'Continue'
$ErrorActionPreference = 'Continue'
Set-R2Profile -Name work -AccountId $emulator.AccountId -Endpoint $emulator.Endpoint -Credential $credential -VaultName team -BucketName test-bucket -Default
'x' | Write-R2Object -Key k | Format-List *
Read-R2Object missing -AsString
$temp = New-R2TemporaryCredential
$temp | Format-List *
$temp | ConvertTo-Json -Depth 5
Get-R2Connection | Format-List *
Get-R2Connection | ConvertTo-Json -Depth 5
Get-R2Profile | ConvertTo-Json -Depth 5
$Error | Format-List * -Force
$VerbosePreference = $DebugPreference = 'SilentlyContinue'
Stop-Transcript | Out-Null
$secrets = $secret, (ConvertFrom-SecureString $temp.SecretAccessKey -AsPlainText), (ConvertFrom-SecureString $temp.SessionToken -AsPlainText)
"transcript $((Get-Item $log).Length -gt 5000)"
"leaks $(@($secrets | Where-Object { Select-String -Path $log -SimpleMatch $_ -Quiet }).Count)"
'@
        $run.Lines | Should -Contain 'transcript True'
        $run.Lines | Should -Contain 'leaks 0'
    }

    # The last, and a lock as its last case: a store's lock by time may come again after it was unlocked.
    It 'says <Id> and what mends it, where it <What>, without a prompt' -ForEach @(
        @{ What = 'is not registered'; Id = 'R2.VaultNotRegistered'; Remedy = 'Register-SecretVault'; Vault = 'other' }
        @{ What = 'has no such secret'; Id = 'R2.SecretNotFound'; Remedy = 'Set-Secret'; Vault = 'team' }
        @{ What = 'is locked'; Id = 'R2.VaultLocked'; Remedy = 'Unlock-SecretStore'; Vault = 'team' }
    ) {
        # Locked: the password that this process gave is forgotten after a second, and the store asks nobody.
        $arrange = if ($What -eq 'is locked') { 'Set-Secret -Vault team -Name r2 -Secret $credential; Set-SecretStoreConfiguration -PasswordTimeout 1 -Password $password -Confirm:$false; for ($i = 0; $i -lt 100 -and $(try { Get-Secret r2 -Vault team -ErrorAction Stop; $true } catch { $false }); $i++) { Start-Sleep -Milliseconds 200 }' } else { '' }
        $run = Invoke-WithStore @"
$arrange
try { Connect-R2 -Endpoint `$emulator.Endpoint -VaultName $Vault -SecretName r2 } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }
"@
        $run.Text | Should -Match "$Id,"
        $run.Text | Should -Match $Remedy
    }
}
