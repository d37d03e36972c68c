<#
.SYNOPSIS
Uploads what a program writes while it writes it: no file in between, any length, a fixed amount of memory.
.DESCRIPTION
The bytes go to a key of their own first and get their name when the program has ended well, so half a dump never looks like a whole one.
Uses the session's connection (Connect-R2, or R2_* in the environment), or without one an emulator, which ends with the script.
.PARAMETER Program
Program to run. Only what it writes to its standard output is uploaded.
.PARAMETER ArgumentList
Its arguments, each as it is: no shell looks at them.
.PARAMETER Key
Key of the object, in the connection's bucket.
.EXAMPLE
examples/StreamUpload.ps1 pg_dump '--format=custom', 'shop' -Key dumps/shop.dump
.EXAMPLE
dotnet run --project tools/Shell -- examples/StreamUpload.ps1
Without pwsh and without an account: a tar of docs/.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string] $Program = 'tar',
    [Parameter(Position = 1)] [string[]] $ArgumentList = @('-cf', '-', '-C', "$PSScriptRoot/..", 'docs'),
    [string] $Key = 'docs.tar'
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }
$emulator = if (-not (Get-R2Connection)) { Start-R2Emulator demo }

$start = [Diagnostics.ProcessStartInfo]::new($Program)
$start.RedirectStandardOutput = $true
foreach ($argument in $ArgumentList) { $start.ArgumentList.Add($argument) }
$partial = "$Key.partial-$([guid]::NewGuid().ToString('N'))"
$process = [Diagnostics.Process]::Start($start)
try {
    # The pipe itself: PowerShell's own pipeline would take its bytes for text.
    $written = Write-R2Object -Key $partial -InputObject $process.StandardOutput.BaseStream
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) { throw "'$Program' ended with code $($process.ExitCode): '$Key' is left as it was." }

    $null = Move-R2Object $partial $Key -Force
    Write-Host "$Key has the $($written.Size) bytes that $Program wrote."
    Get-R2Object $Key
}
finally {
    if (-not $process.HasExited) { $process.Kill($true) }
    $process.Dispose()
    if (Test-R2Object $partial) { Remove-R2Object $partial -Confirm:$false }
    if ($emulator) { $emulator | Stop-R2Emulator }
}
