# One step of syncs.sh, in a process of its own. Connection and bucket come from the environment.
param([string] $Action, [string] $Path, [string] $Prefix, [string] $Report, [string] $By = 'Auto', [string] $Nothing = '0', [string] $Slow = '0')
$ErrorActionPreference = 'Stop'
$how = @{ CompareBy = $By }
if ($Slow -eq '1') { $how.ThrottleLimit = 1 }

function Assert-Complete([R2.R2SyncSummary] $Summary) {
    if (-not $Summary.Complete) { throw "It is not complete: $Summary" }
    $moved = $Summary.Uploaded + $Summary.Downloaded + $Summary.MetadataUpdated + $Summary.Deleted
    if ($Nothing -eq '1' -and $moved) { throw "It moved $($moved): $Summary" }
}

switch ($Action) {
    'begin' { if (-not (Test-R2Bucket $env:R2_BUCKET)) { $null = New-R2Bucket -BucketName $env:R2_BUCKET } }
    'up' { Assert-Complete (Sync-R2Object -LiteralPath $Path -Prefix $Prefix @how) }
    'mirror' { Assert-Complete (Sync-R2Object -LiteralPath $Path -Prefix $Prefix -Delete -Confirm:$false @how) }
    'down' { Assert-Complete (Sync-R2Object -Prefix $Prefix -Destination $Path @how) }
    'compare' { $null = Compare-R2Object -LiteralPath $Path -Prefix $Prefix -Combined $Report -Quiet @how }
    'put' { $null = 'mine' | Write-R2Object -Key $Prefix }
    'end' { Remove-R2Bucket -BucketName $env:R2_BUCKET -Force -Confirm:$false }
    default { throw "There is no step '$Action'." }
}
