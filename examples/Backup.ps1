<#
.SYNOPSIS
Backs a folder up to R2: compares it with the last snapshot, uploads what has changed, and keeps the newest snapshots.
.DESCRIPTION
Each run makes a snapshot that is whole by itself: <prefix><time>/files/… and, last of all, <prefix><time>/manifest.sha256, which sha256sum -c reads.
What has not changed since the last snapshot is copied within R2 and not sent again. A snapshot without a manifest was interrupted; it is never
compared with, and goes when a later one is there. Restore one by
    Get-R2ObjectList -Prefix backup/20261122T201500Z/files/ | Read-R2Object -Path ./restored
Uses the session's connection (Connect-R2, or R2_* in the environment), or without one an emulator, which ends with the script.
.PARAMETER Path
Folder to back up.
.PARAMETER Prefix
What every key of the backup begins with.
.PARAMETER Keep
How many snapshots to keep.
.EXAMPLE
examples/Backup.ps1 /srv/data -Prefix srv/ -Keep 30 -WhatIf
Shows each upload, copy and removal, and does none.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)] [string] $Path = "$PSScriptRoot/../docs",
    [string] $Prefix = 'backup/',
    [ValidateRange(1, 100000)] [int] $Keep = 7
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }

function Get-Sha256([string] $File) {
    $stream = [IO.File]::OpenRead($File)
    try { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($stream)).ToLowerInvariant() } finally { $stream.Dispose() }
}

# Path to hash, as sha256sum writes them.
function Read-Manifest([string] $Snapshot) {
    $hashes = [Collections.Generic.Dictionary[string, string]]::new()
    foreach ($line in (Read-R2Object "${Snapshot}manifest.sha256" -AsString) -split "`n") {
        if ($line.Length -gt 66) { $hashes[$line.Substring(66)] = $line.Substring(0, 64) }
    }
    $hashes
}

$emulator = if (-not (Get-R2Connection)) { Start-R2Emulator demo -WhatIf:$false }
try {
    $root = [IO.Path]::TrimEndingDirectorySeparator([IO.Path]::GetFullPath($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)))
    $snapshots = @(Get-R2ObjectList -Prefix $Prefix -Delimiter / | Where-Object { $_ -is [R2.Models.R2Prefix] } | ForEach-Object { $_.Prefix }) # in the order of their times; "ForEach-Object Prefix" would obey -WhatIf
    $complete = @($snapshots | Where-Object { Test-R2Object "${_}manifest.sha256" })
    $last = if ($complete) { $complete[-1] }
    $new = "$Prefix$([datetime]::UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'"))/"
    if ($snapshots -contains $new) { throw "There is a snapshot '$new' already." }
    $before = $last ? (Read-Manifest $last) : [Collections.Generic.Dictionary[string, string]]::new()

    $lines = [Collections.Generic.List[string]]::new()
    $changed = [Collections.Generic.List[object]]::new()
    $same = [Collections.Generic.List[object]]::new()
    foreach ($file in [IO.Directory]::GetFiles($root, '*', 'AllDirectories')) {
        $name = [IO.Path]::GetRelativePath($root, $file).Replace('\', '/')
        $hash = Get-Sha256 $file
        $lines.Add("$hash  $name")
        if ($before.ContainsKey($name) -and $before[$name] -ceq $hash) { $same.Add(@{ Key = "${last}files/$name"; DestinationKey = "${new}files/$name" }) }
        else { $changed.Add(@{ LiteralPath = $file; Key = "${new}files/$name" }) }
    }

    # By way of the pipeline: several at once.
    $null = $changed | ForEach-Object { [pscustomobject] $_ } | Write-R2Object -Metadata @{ snapshot = $new }
    $null = $same | ForEach-Object { [pscustomobject] $_ } | Copy-R2Object
    $null = Write-R2Object -Key "${new}manifest.sha256" -InputObject ($lines -join "`n") -NoClobber

    $kept = @($complete) + $new
    $kept = @($kept[[Math]::Max(0, $kept.Count - $Keep)..($kept.Count - 1)])
    # Interrupted ones that are newer than the last complete one may be another's who is at work.
    $removed = @($snapshots | Where-Object { $_ -notin $kept -and ($_ -in $complete -or ($last -and [string]::CompareOrdinal($_, $last) -lt 0)) })
    foreach ($snapshot in $removed) {
        if ($PSCmdlet.ShouldProcess($snapshot, 'Remove snapshot')) {
            # The manifest first: what is left when this is interrupted must not look whole.
            Remove-R2Object "${snapshot}manifest.sha256" -Confirm:$false
            Get-R2ObjectList -Prefix $snapshot | Remove-R2Object -Confirm:$false
        }
    }
    [pscustomobject]@{ Snapshot = $new; Uploaded = $changed.Count; Copied = $same.Count; Removed = $removed }
}
finally {
    if ($emulator) { $emulator | Stop-R2Emulator -WhatIf:$false }
}
