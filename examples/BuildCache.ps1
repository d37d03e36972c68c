<#
.SYNOPSIS
Keeps build results between CI jobs, by key and by prefix, as actions/cache does.
.DESCRIPTION
-Save packs a folder under a key, once: what is there under a key never changes, also where two jobs save at the same moment. -Restore unpacks what has
the key, or else the newest whose key begins with one of -RestoreKey, in their order. The result is Saved or Kept, and Hit, Partial (by -RestoreKey) or
Miss; where GitHub Actions listens, the output cache-hit is true for the key itself alone. Old entries are R2's to remove: Set-R2BucketLifecycle -Rule @{ Prefix = 'cache/'; ExpirationDays = 14 }.
Uses the session's connection (Connect-R2, or R2_* in the environment), or without one an emulator, which ends with the script.
Without -Save and -Restore it shows both, with a folder of its own.
.PARAMETER Save
Pack -Path under -Key.
.PARAMETER Restore
Unpack into -Path.
.PARAMETER Path
Folder to pack, or to unpack into.
.PARAMETER Key
Key of the entry, best with a hash of what it depends on.
.PARAMETER RestoreKey
Beginnings of keys to take where the key itself is not there.
.PARAMETER Prefix
What the objects' keys begin with.
.EXAMPLE
$key = "nuget-$($IsWindows ? 'win' : 'unix')-$((Get-FileHash Directory.Packages.props).Hash)"
examples/BuildCache.ps1 -Restore ~/.nuget/packages -Key $key -RestoreKey nuget-unix-, nuget-
dotnet build
examples/BuildCache.ps1 -Save ~/.nuget/packages -Key $key
#>
[CmdletBinding(DefaultParameterSetName = 'Demo')]
param(
    [Parameter(Mandatory, ParameterSetName = 'Save')] [switch] $Save,
    [Parameter(Mandatory, ParameterSetName = 'Restore')] [switch] $Restore,
    [Parameter(Mandatory, Position = 0, ParameterSetName = 'Save')] [Parameter(Mandatory, Position = 0, ParameterSetName = 'Restore')] [string] $Path,
    [Parameter(Mandatory, ParameterSetName = 'Save')] [Parameter(Mandatory, ParameterSetName = 'Restore')] [string] $Key,
    [Parameter(ParameterSetName = 'Restore')] [string[]] $RestoreKey = @(),
    [string] $Prefix = 'cache/'
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }
'System.Formats.Tar', 'System.IO.Compression' | ForEach-Object { $null = [Reflection.Assembly]::Load($_) }
$archive = Join-Path ([IO.Path]::GetTempPath()) "r2-cache-$([guid]::NewGuid().ToString('N')).tar.gz"

function Save-BuildCache([string] $Folder, [string] $Key) {
    if (Test-R2Object "$Prefix$Key.tar.gz") { return [pscustomobject]@{ Key = $Key; Result = 'Kept' } } # not packed for nothing
    $file = [IO.File]::Create($archive)
    $packed = [IO.Compression.GZipStream]::new($file, [IO.Compression.CompressionLevel]::Fastest)
    try { [Formats.Tar.TarFile]::CreateFromDirectory($Folder, $packed, $false) } finally { $packed.Dispose(); $file.Dispose() }
    try {
        $null = Write-R2Object -LiteralPath $archive -Key "$Prefix$Key.tar.gz" -NoClobber
        [pscustomobject]@{ Key = $Key; Result = 'Saved' }
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'R2.ObjectExists,*') { throw }
        [pscustomobject]@{ Key = $Key; Result = 'Kept' } # another job was faster
    }
}

function Find-BuildCache([string] $Key, [string[]] $RestoreKey) {
    if (Test-R2Object "$Prefix$Key.tar.gz") { return "$Prefix$Key.tar.gz" }
    foreach ($beginning in $RestoreKey) {
        $newest = $null
        Get-R2ObjectList -Prefix "$Prefix$beginning" -Include *.tar.gz | ForEach-Object { if (-not $newest -or $_.LastModified -ge $newest.LastModified) { $newest = $_ } }
        if ($newest) { return $newest.Key }
    }
}

function Restore-BuildCache([string] $Folder, [string] $Key, [string[]] $RestoreKey) {
    $found = Find-BuildCache $Key $RestoreKey
    $hit = $found -ceq "$Prefix$Key.tar.gz"
    if ($env:GITHUB_OUTPUT) { [IO.File]::AppendAllText($env:GITHUB_OUTPUT, "cache-hit=$("$hit".ToLowerInvariant())`n") }
    if (-not $found) { return [pscustomobject]@{ Key = $Key; Result = 'Miss' } }
    # To a file first: what is unpacked has been compared with its checksum.
    $null = Read-R2Object $found -Path $archive -Force
    $null = [IO.Directory]::CreateDirectory($Folder)
    $file = [IO.File]::OpenRead($archive)
    $unpacked = [IO.Compression.GZipStream]::new($file, [IO.Compression.CompressionMode]::Decompress)
    try { [Formats.Tar.TarFile]::ExtractToDirectory($unpacked, $Folder, $true) } finally { $unpacked.Dispose(); $file.Dispose() }
    [pscustomobject]@{ Key = $found.Substring($Prefix.Length) -replace '\.tar\.gz$'; Result = $hit ? 'Hit' : 'Partial' }
}

function Show-BuildCache {
    $folder = [IO.Directory]::CreateTempSubdirectory('r2-cache-').FullName
    try {
        [IO.File]::WriteAllText("$folder/package.txt", 'built with care')
        Save-BuildCache $folder deps-linux-1
        Save-BuildCache $folder deps-linux-1
        [IO.File]::Delete("$folder/package.txt")
        Restore-BuildCache $folder deps-linux-2 deps-macos-, deps-linux-
        Write-Host "package.txt: $([IO.File]::ReadAllText("$folder/package.txt"))"
        Restore-BuildCache $folder deps-linux-1 @()
        Restore-BuildCache $folder never-saved deps-windows-
    }
    finally {
        [IO.Directory]::Delete($folder, $true)
        Remove-R2Object "${Prefix}deps-linux-1.tar.gz" -Confirm:$false
    }
}

$emulator = if (-not (Get-R2Connection)) { Start-R2Emulator demo }
try {
    $folder = if ($Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
    if ($Save) { Save-BuildCache $folder $Key }
    elseif ($Restore) { Restore-BuildCache $folder $Key $RestoreKey }
    else { Show-BuildCache }
}
finally {
    [IO.File]::Delete($archive)
    if ($emulator) { $emulator | Stop-R2Emulator }
}
