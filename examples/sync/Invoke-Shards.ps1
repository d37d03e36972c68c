<#
.SYNOPSIS
Copies a bucket to another with several machines at once, over WinRM or SSH.
.EXAMPLE
./Invoke-Shards.ps1 -HostName one, two, three -BucketName web -DestinationBucketName archive
#>
param(
    [Parameter(Mandatory)] [string[]] $HostName,
    [Parameter(Mandatory)] [string] $BucketName,
    [Parameter(Mandatory)] [string] $DestinationBucketName
)

# The machines have the module, and their own keys: R2_ACCOUNT_ID, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY.
$jobs = for ($i = 0; $i -lt $HostName.Count; $i++) {
    Invoke-Command -HostName $HostName[$i] -AsJob -ScriptBlock {
        Sync-R2Object -BucketName $using:BucketName -DestinationBucketName $using:DestinationBucketName -ShardIndex $using:i -ShardCount $using:HostName.Count
    }
}

$summaries = $jobs | Receive-Job -Wait -AutoRemoveJob | Select-Object * -ExcludeProperty Duration, PSComputerName, RunspaceId, PSShowComputerName, PSSourceJobInstanceId
[R2.R2SyncSummary]::Merge([R2.R2SyncSummary[]]$summaries)
