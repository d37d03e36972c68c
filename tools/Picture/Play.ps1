# Plays the lines of a session as if somebody typed them; all that they show is pwsh's own doing.
param([string] $Session)
$ErrorActionPreference = 'Continue'
$manifest = $PSScriptRoot
while (-not (Test-Path "$manifest/R2.psd1")) { $manifest = Split-Path $manifest }
Import-Module "$manifest/out/R2/R2.psd1"
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "r2-picture-$PID")
try {
    Set-Location $folder
    foreach ($line in Get-Content $Session | Where-Object { $_ -notlike '# *' }) {
        # What begins so prepares the scene, and is not shown.
        if ($line.StartsWith('#hidden ')) {
            . ([scriptblock]::Create($line.Substring(8))) | Out-Null
            continue
        }

        $Host.UI.WriteLine("`e[94mPS>`e[0m $line")
        . ([scriptblock]::Create($line)) | Out-Default
    }
}
finally {
    Set-Location $PSScriptRoot
    Remove-Item $folder -Recurse
}
