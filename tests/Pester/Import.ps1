# Every test file begins with this, in BeforeDiscovery or BeforeAll: the module as it was built, and none that is installed.
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$manifest = Join-Path $root 'out/R2/R2.psd1'
if (-not (Test-Path $manifest)) {
    throw "There is no '$manifest': run 'dotnet build' first."
}

Import-Module $manifest

# Runs a script block in a PowerShell that has loaded nothing yet: what it wrote, and how it ended.
function Invoke-CleanProcess([scriptblock]$Script, [object[]]$ArgumentList = @()) {
    # Without the caller's R2_* settings: a test must never reach somebody's account.
    $kept = Get-ChildItem env:R2_* | ForEach-Object { $_; Remove-Item "env:$($_.Name)" }
    try {
        $output = & ([Environment]::ProcessPath) -NoProfile -NonInteractive -OutputFormat Text -Command $Script -args $ArgumentList 2>&1
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = @($output | ForEach-Object { "$_" }) }
    }
    finally {
        $kept | ForEach-Object { Set-Item "env:$($_.Name)" $_.Value }
    }
}
