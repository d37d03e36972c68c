<#
.SYNOPSIS
A script tested without an account, a network or a server: recorded once, replayed as often as you like.
.DESCRIPTION
Records what a small function does, ends the server, and replays it strictly: the same comes out. Then the function changes what it sends, and the replay says so.
Without PowerShell: dotnet run --project tools/Shell -- examples/Simulation.ps1
.EXAMPLE
./examples/Simulation.ps1
#>
param()
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) {
    Import-Module (Join-Path $PSScriptRoot '../out/R2/R2.psd1')
}

# What is to be tested: keeps the newest copies of a report, and says which.
function Save-Report([string] $Text, [int] $Keep) {
    $number = @(Get-R2ObjectList -Prefix reports/).Count + 1
    $null = $Text | Write-R2Object -Key "reports/$number.txt"
    $all = @(Get-R2ObjectList -Prefix reports/)
    if ($all.Count -gt $Keep) {
        $null = $all[0..($all.Count - $Keep - 1)] | Remove-R2Object -Confirm:$false
    }
    Get-R2ObjectList -Prefix reports/ | ForEach-Object Key
}

$recording = Join-Path ([IO.Path]::GetTempPath()) "r2-simulation-$PID"
try {
    # Once, against R2; here the emulator stands for it. With an account of yours: Connect-R2 -AccountId … -Credential (Get-Credential) -BucketName demo
    $null = Start-R2Emulator demo
    $null = Start-R2Simulation -Record -Path $recording
    $live = @(1..3 | ForEach-Object { Save-Report "report $_" -Keep 2 })
    Stop-R2Simulation
    Stop-R2Emulator
    Write-Host "Recorded against a server: $live"

    # From then on, anywhere. Neither account nor credential is needed; -Strict refuses whatever was not recorded.
    $null = Start-R2Simulation -Replay -Path $recording -Strict
    $null = Connect-R2 -BucketName demo
    $replayed = @(1..3 | ForEach-Object { Save-Report "report $_" -Keep 2 })
    Get-R2Simulation | Out-Default
    Stop-R2Simulation
    Write-Host "Replayed without one:      $replayed"

    # A change of behaviour shows at once, with what differs.
    $null = Start-R2Simulation -Replay -Path $recording -Strict
    try { $null = Save-Report 'another report' -Keep 2 } catch { Write-Host "Changed: $($_.FullyQualifiedErrorId.Split(',')[0])" }
    Stop-R2Simulation -WarningAction SilentlyContinue
}
finally {
    if ([IO.Directory]::Exists($recording)) {
        [IO.Directory]::Delete($recording, $true)
    }
}
