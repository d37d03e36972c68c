@{
    RootModule           = 'bin/R2.Cmdlets.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '7c1b1c5e-6c0e-4b7e-9a53-3f0e3f6f4b52'
    Author               = 'The R2 for PowerShell team'
    CompanyName          = 'R2 for PowerShell'
    Copyright            = '(c) The R2 for PowerShell team. MIT licence.'
    Description          = 'Cloudflare R2 object storage from PowerShell: compiled cmdlets over a core of their own that signs, streams and moves objects. Nothing to configure but the account and the key.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('R2.Format.ps1xml')
    TypesToProcess       = @('R2.Types.ps1xml')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    CmdletsToExport      = @(
        'Connect-R2', 'Disconnect-R2', 'Get-R2Connection', 'Test-R2Connection',
        'Set-R2Profile', 'Get-R2Profile', 'Remove-R2Profile', 'New-R2TemporaryCredential', 'ConvertTo-R2Credential',
        'Get-R2Bucket', 'New-R2Bucket', 'Remove-R2Bucket', 'Test-R2Bucket',
        'Get-R2BucketCors', 'Set-R2BucketCors', 'Remove-R2BucketCors', 'Get-R2BucketLifecycle', 'Set-R2BucketLifecycle', 'Remove-R2BucketLifecycle',
        'Get-R2BucketDomain', 'Add-R2BucketDomain', 'Set-R2BucketDomain', 'Remove-R2BucketDomain', 'Get-R2BucketPublicAccess', 'Set-R2BucketPublicAccess',
        'Get-R2BucketLock', 'Set-R2BucketLock', 'Remove-R2BucketLock', 'Set-R2Bucket', 'Clear-R2Bucket', 'Get-R2Job', 'Wait-R2Job',
        'Get-R2BucketNotification', 'Add-R2BucketNotification', 'Remove-R2BucketNotification', 'Get-R2BucketSippy', 'Enable-R2BucketSippy', 'Disable-R2BucketSippy',
        'Start-R2Migration', 'Get-R2Migration', 'Suspend-R2Migration', 'Resume-R2Migration', 'Stop-R2Migration', 'Get-R2Usage',
        'Get-R2ObjectList', 'Get-R2Object', 'Test-R2Object', 'Write-R2Object', 'Read-R2Object', 'Remove-R2Object', 'Copy-R2Object',
        'Move-R2Object', 'Set-R2ObjectMetadata', 'Measure-R2Object', 'Sync-R2Object', 'Compare-R2Object',
        'Start-R2MultipartUpload', 'Get-R2MultipartUpload', 'Stop-R2MultipartUpload', 'Complete-R2MultipartUpload',
        'Write-R2MultipartPart', 'Get-R2MultipartPart',
        'New-R2PresignedUrl', 'Get-R2Metric', 'Export-R2Metric',
        'Start-R2Emulator', 'Stop-R2Emulator', 'Add-R2EmulatorFault', 'Clear-R2EmulatorFault',
        'Start-R2Simulation', 'Stop-R2Simulation', 'Get-R2Simulation', 'Export-R2Simulation', 'Import-R2Simulation'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Cloudflare', 'R2', 'S3', 'ObjectStorage', 'Storage', 'Backup', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'The first version. What each version brings, and what it breaks, stands in CHANGELOG.md.'
        }
    }
}
