<#
.SYNOPSIS
Backs a folder up to R2: compares it with the last snapshot, uploads what has changed, and keeps the newest snapshots.
.DESCRIPTION
Each run makes a snapshot that is whole by itself: <prefix><time>/files/… and, last of all, <prefix><time>/manifest.sha256, which sha256sum -c reads.
What has not changed since the last snapshot is copied within R2 and not sent again. Links are followed to files; links to folders, broken links, pipes, sockets and devices are
left out with a warning. A snapshot without a manifest was interrupted; it is never
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

# Length and time are asked of the open file, not of its path: a link there has its own.
function Read-File([string] $File, [switch] $Hash) {
    $stream = [IO.File]::Open($File, 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $state = "$($stream.Length) bytes of $([IO.File]::GetLastWriteTimeUtc($stream.SafeFileHandle).ToString('o'))"
        @{ State = $state; Hash = if ($Hash) { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($stream)).ToLowerInvariant() } }
    }
    finally { $stream.Dispose() }
}

# What is in a folder: files, and links to files. What else there is would be waited for when it is opened (a pipe), or leads astray (a link to a folder).
function Get-BackupFile([string] $Root) {
    foreach ($item in Get-ChildItem -LiteralPath $Root -Recurse -Force) {
        $why = $null
        $found = $item
        if ($item.LinkTarget) {
            $found = try { Get-Item -LiteralPath $item.ResolveLinkTarget($true).FullName -Force -ErrorAction Stop } catch { $null }
            if (-not $found) { $why = "a link to '$($item.LinkTarget)', which does not exist or leads back to itself" }
            elseif ($found.PSIsContainer) { $why = 'a link to a folder: back that up by itself' }
        }
        if ($found -and -not $found.PSIsContainer -and $found.UnixStat -and "$($found.UnixStat.ItemType)" -ne 'File') { $why = 'a pipe, a socket or a device' }
        if ($why) { Write-Warning "'$($item.FullName)' is left out: it is $why." }
        elseif (-not $item.PSIsContainer) { $item }
    }
}

# Path to hash, as sha256sum writes them: a line begins with a backslash where the name holds one, or a line break.
function Read-Manifest([string] $Snapshot) {
    $hashes = [Collections.Generic.Dictionary[string, string]]::new()
    foreach ($line in (Read-R2Object "${Snapshot}manifest.sha256" -AsString) -split "`n") {
        $name = $line
        if ($line.StartsWith('\')) { $name = [regex]::Replace($line.Substring(1), '\\(.)', { @{ n = "`n"; r = "`r"; '\' = '\' }[$args[0].Groups[1].Value] }) }
        if ($name.Length -gt 66) { $hashes[$name.Substring(66)] = $name.Substring(0, 64) }
    }
    $hashes
}

function Format-ManifestLine([string] $Hash, [string] $Name) {
    $escaped = $Name.Replace('\', '\\').Replace("`n", '\n').Replace("`r", '\r')
    "$($escaped -ceq $Name ? '' : '\')$Hash  $escaped"
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
    foreach ($file in Get-BackupFile $root) {
        $name = [IO.Path]::GetRelativePath($root, $file.FullName).Replace([IO.Path]::DirectorySeparatorChar, '/')
        $read = Read-File $file.FullName -Hash
        $hash = $read.Hash
        $lines.Add((Format-ManifestLine $hash $name))
        if ($before.ContainsKey($name) -and $before[$name] -ceq $hash) { $same.Add(@{ Key = "${last}files/$name"; DestinationKey = "${new}files/$name" }) }
        else { $changed.Add(@{ LiteralPath = $file.PSPath; Key = "${new}files/$name"; File = $file.FullName; State = $read.State }) }
    }

    # By way of the pipeline: several at once.
    $null = $changed | ForEach-Object { [pscustomobject] $_ } | Write-R2Object -Metadata @{ snapshot = $new }
    foreach ($file in $changed) {
        if ((Read-File $file.File).State -cne $file.State) { throw "'$($file.File)' was written to during the backup, so the snapshot has no manifest: run it again." }
    }
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
