<#
.SYNOPSIS
Uploads a large file over a network that fails: each attempt sends only what is still missing.
.DESCRIPTION
What -Resume keeps outlives the process, too: after a reboot the same line resumes where the last one ended.
Uses the session's connection (Connect-R2, or R2_* in the environment). Without one it shows what it does: an emulator, a file of 12 MiB, and a
connection that breaks amid it and comes back.
.PARAMETER Path
File to upload.
.PARAMETER Key
Key of the object; the file's name when left out.
.PARAMETER PartSize
Bytes of a part, what a failure can cost at most for each of those under way.
.PARAMETER MaxBytesPerSecond
Limit of the rate; none when left out.
.PARAMETER Attempts
How often to try. A refusal (a wrong key, a missing bucket) ends it at once.
.PARAMETER WaitSeconds
How long to wait before the next attempt.
.EXAMPLE
examples/ResumableUpload.ps1 ./disk.img -Key images/disk.img -MaxBytesPerSecond 50MB
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string] $Path,
    [string] $Key,
    [long] $PartSize = 16MB,
    [long] $MaxBytesPerSecond,
    [ValidateRange(1, 1000)] [int] $Attempts = 10,
    [ValidateRange(0, 3600)] [int] $WaitSeconds = 10
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }
$emulator = if (-not (Get-R2Connection)) { Start-R2Emulator demo }
$threshold = $env:R2_MULTIPART_THRESHOLD_BYTES
$made = $null
try {
    if (-not $Path) {
        $made = $Path = Join-Path ([IO.Path]::GetTempPath()) "r2-large-$([guid]::NewGuid().ToString('N')).bin"
        [IO.File]::WriteAllBytes($Path, [Security.Cryptography.RandomNumberGenerator]::GetBytes(12MB))
        $PartSize, $WaitSeconds, $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB, 0, 5MB
    }
    if ($made -and $emulator) {
        $fault = [R2.Emulator.Fault]::DropBeforeHeaders()
        $fault.Operation, $fault.SkipFirst = 'UploadPart', 1
        $emulator.Faults.Add($fault)
    }

    $upload = @{ LiteralPath = $Path; Key = $Key ? $Key : [IO.Path]::GetFileName($Path); PartSize = $PartSize; Resume = $true }
    if ($MaxBytesPerSecond) { $upload.MaxBytesPerSecond = $MaxBytesPerSecond }
    for ($attempt = 1; $true; $attempt++) {
        try {
            $written = Write-R2Object @upload -WarningAction SilentlyContinue
            break
        }
        catch {
            $passes = $_.CategoryInfo.Category -in 'ConnectionError', 'OperationTimeout', 'LimitsExceeded', 'ResourceUnavailable'
            if (-not $passes -or $attempt -ge $Attempts) { throw }
            Write-Host "Attempt $attempt was interrupted: $_"
            # In short pieces, between which Ctrl+C is heard.
            for ($i = 0; $i -lt $WaitSeconds * 5; $i++) { [Threading.Thread]::Sleep(200) }
            if ($emulator) { $emulator.Faults.Clear() }
        }
    }
    Write-Host "Attempt $attempt ended well: $($written.Size) bytes, of which $($written.ResumedBytes) were there from before."
    $written
}
finally {
    $env:R2_MULTIPART_THRESHOLD_BYTES = $threshold
    if ($made) { [IO.File]::Delete($made) }
    if ($emulator) { $emulator | Stop-R2Emulator }
}
