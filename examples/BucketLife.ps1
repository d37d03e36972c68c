<#
.SYNOPSIS
The life of a bucket: made, published, locked, watched, filled from another one, measured, emptied and removed.
.DESCRIPTION
Everything but objects goes by Cloudflare's own API, which needs an API token (Connect-R2 -ApiToken), see docs/cloudflare.md. Emits a line for each step.
Uses the session's connection (Connect-R2, or R2_* in the environment), or without one an emulator, which ends with the script.
.PARAMETER SourceBucket
Bucket of the account that the new one is filled from.
.PARAMETER Domain
Domain to publish it at; its zone must be one of the account.
.PARAMETER BucketName
The bucket, which must not exist yet.
.PARAMETER QueueId
Queue that is told of new objects.
.EXAMPLE
examples/BucketLife.ps1 -SourceBucket old -Domain files.example.com -QueueId 0123456789abcdef0123456789abcdef
.EXAMPLE
dotnet run --project tools/Shell -- examples/BucketLife.ps1
Without pwsh and without an account.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)] [string] $SourceBucket = 'old',
    [string] $Domain = 'files.example.com',
    [string] $BucketName = 'bucket-life',
    [string] $QueueId = 'events'
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }
$emulator = if (-not (Get-R2Connection)) {
    Start-R2Emulator $SourceBucket
    1..3 | ForEach-Object { "object $_" | Write-R2Object -Key "$_.txt" } | Out-Null
}

try {
    $null = New-R2Bucket $BucketName
    Set-R2Bucket $BucketName -StorageClass STANDARD
    "made: $BucketName"

    $published = Add-R2BucketDomain $BucketName $Domain -MinTls 1.2 -Wait
    "published: $($published.Domain), certificate $($published.Ssl)"

    Set-R2BucketLock $BucketName -Rule @{ Id = 'keep'; Prefix = 'invoices/'; RetentionDays = 30 }
    "locked: $((Get-R2BucketLock $BucketName).Prefix)"

    $rule = Add-R2BucketNotification $BucketName -QueueId $QueueId -Action object-create
    "watched: $($rule.Actions -join ', ')"

    $migration = Start-R2Migration $SourceBucket $BucketName -Wait
    "migrated: $($migration.TransferredObjects) objects, $($migration.FailedObjects) failed"

    "stored: $((Get-R2Usage $BucketName).Objects) objects"

    # A bucket that tells of what happens is not emptied by Cloudflare, nor what a lock keeps.
    Get-R2BucketNotification $BucketName | Remove-R2BucketNotification -Confirm:$false
    Remove-R2BucketLock $BucketName -All -Confirm:$false
    $job = Clear-R2Bucket $BucketName -Wait -Confirm:$false
    "cleared: $($job.DeletedObjects) objects"

    Remove-R2BucketDomain $BucketName $Domain -Confirm:$false
    Remove-R2Bucket $BucketName -Confirm:$false
    "removed: $BucketName"
}
finally {
    if ($emulator) { $emulator | Stop-R2Emulator }
}
