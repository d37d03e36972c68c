<#
.SYNOPSIS
Unpacks the newest release of a PowerShell version for this runner, checks it against the release's hashes, and names it in TESTED_POWERSHELL.
.PARAMETER Version
7.4, 7.6 …, or preview for the newest prerelease.
#>
param([Parameter(Mandatory)][string]$Version, [Parameter(Mandatory)][string]$Destination)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$release = gh api 'repos/PowerShell/PowerShell/releases?per_page=100' | ConvertFrom-Json |
    Where-Object { $Version -eq 'preview' ? $_.prerelease : (-not $_.prerelease -and $_.tag_name -like "v$Version.*") } |
    Sort-Object { [semver]$_.tag_name.Substring(1) } | Select-Object -Last 1
if (-not $release) { throw "There is no release of PowerShell $Version." }
$number = $release.tag_name.Substring(1)
$architecture = [Runtime.InteropServices.RuntimeInformation]::OSArchitecture.ToString().ToLowerInvariant()
$name = $IsWindows ? "PowerShell-$number-win-$architecture.zip" : "powershell-$number-$($IsMacOS ? 'osx' : 'linux')-$architecture.tar.gz"
$null = New-Item $Destination -ItemType Directory -Force
gh release download $release.tag_name --repo PowerShell/PowerShell --pattern $name --pattern hashes.sha256 --dir $Destination --clobber
$archive = Join-Path $Destination $name
$hash = (Get-FileHash $archive -Algorithm SHA256).Hash
if (-not (Select-String -Path (Join-Path $Destination hashes.sha256) -Pattern "^$hash\s+\*?$([regex]::Escape($name))" -Quiet)) { throw "$name has not the hash of its release." }
if ($IsWindows) { Expand-Archive $archive $Destination -Force } else { tar -xzf $archive -C $Destination; chmod +x "$Destination/pwsh" }
"TESTED_POWERSHELL=$Destination/pwsh$($IsWindows ? '.exe' : '')" >> $env:GITHUB_ENV
& "$Destination/pwsh" -NoProfile -Command '"PowerShell $($PSVersionTable.PSVersion)"'
