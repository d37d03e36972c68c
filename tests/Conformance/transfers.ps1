# One step of transfers.sh, in a process of its own. Connection and bucket come from the environment.
param([string] $Action, [string] $Path, [string] $Key, [long] $Rate, [string] $Resume = '0')
$ErrorActionPreference = 'Stop'
$how = @{ Resume = $Resume -eq '1' }
if ($Rate) {
    $how.MaxBytesPerSecond = $Rate
}

switch ($Action) {
    'begin' { if (-not (Test-R2Bucket $env:R2_BUCKET)) { $null = New-R2Bucket -BucketName $env:R2_BUCKET } }
    'up' { (Write-R2Object -LiteralPath $Path -Key $Key @how -Verbose 3>&1 4>&1).ForEach({ "$_" }) }
    'down' { (Read-R2Object $Key -LiteralPath $Path @how -Verbose 3>&1 4>&1).ForEach({ "$_" }) }
    'pipe' { $null = Read-R2Object $Key -AsByteStream | Write-R2Object -Key "$Key-piped" }
    'missing' { if (Test-R2Object $Key) { throw "$Key is there" } }
    'end' {
        Get-R2ObjectList | Where-Object Key -like 'transfer*' | Remove-R2Object -Confirm:$false
        if ($Resume -eq '1' -and ($left = @(Get-R2MultipartUpload | Where-Object Key -like 'transfer*').Count)) { throw "$left unfinished uploads are left" }
    }
    default { throw "There is no step '$Action'." }
}
