<#
.SYNOPSIS
Everything once, without an account: an R2 on this machine, a bucket, files in, a list, one file back, a URL for others, and all of it gone again.
.EXAMPLE
examples/QuickStart.ps1
.EXAMPLE
dotnet run --project tools/Shell -- examples/QuickStart.ps1
Where pwsh is not installed.
#>
$ErrorActionPreference = 'Stop'
$repository = Join-Path $PSScriptRoot '..'
if (-not (Get-Module R2)) {
    Import-Module (Join-Path $repository 'out/R2/R2.psd1')
}

$restored = Join-Path ([IO.Path]::GetTempPath()) "r2-quickstart-$PID"

# With an account of yours: Connect-R2 -AccountId … -Credential (Get-Credential) -BucketName demo
$emulator = Start-R2Emulator
Write-Host "The emulator answers at $($emulator.Endpoint)"
$null = New-R2Bucket -BucketName demo

try {
    $null = Get-ChildItem (Join-Path $repository 'src/R2.Cmdlets') -Filter *.cs -File -Recurse | Select-Object -First 5 | Write-R2Object -BucketName demo -Prefix source/
    $null = Write-R2Object -BucketName demo -Key README.md -Path (Join-Path $repository 'README.md') -ContentType 'text/markdown'
    $null = 'Hello from PowerShell' | Write-R2Object -BucketName demo -Key hello.txt -ContentType 'text/plain'

    Get-R2ObjectList demo | Out-Default

    $file = Read-R2Object -BucketName demo -Key README.md -Path "$restored/"
    if ((Get-FileHash $file.FullName).Hash -ne (Get-FileHash (Join-Path $repository 'README.md')).Hash) {
        throw 'What came back differs from what was written.'
    }
    Write-Host "README.md came back byte for byte: $($file.Length) bytes"

    $url = (New-R2PresignedUrl -BucketName demo -Key hello.txt -ExpiresIn 0:05:00).Url
    Write-Host "Whoever has the URL reads: $((Invoke-WebRequest $url).Content)"

    Get-R2ObjectList demo | Remove-R2Object -Confirm:$false
    Remove-R2Bucket demo -Confirm:$false
    Write-Host "Buckets left: $(@(Get-R2Bucket).Count)"
}
finally {
    Stop-R2Emulator
    if ([IO.Directory]::Exists($restored)) {
        Remove-Item $restored -Recurse
    }
}
