# examples/BucketLife.ps1: against the emulator, and once more from a recording of it, without a server and a token.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $script = Join-Path $root 'examples/BucketLife.ps1'
    $recording = Join-Path $TestDrive recording
    $emulator = Start-R2Emulator old
    1..3 | ForEach-Object { "$_" | Write-R2Object -Key "$_.txt" } | Out-Null
    $null = Start-R2Simulation -Record $recording
    $live = & $script -SourceBucket old -Domain files.example.com
    Stop-R2Simulation
    $token = ConvertFrom-SecureString $emulator.ApiToken -AsPlainText
    $secret = $emulator.Credential.GetNetworkCredential().Password
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'examples/BucketLife.ps1' {
    It 'does every step, and leaves nothing' {
        $live | Should -Be @(
            'made: bucket-life'
            'published: files.example.com, certificate active'
            'locked: invoices/'
            'watched: PutObject, CopyObject, CompleteMultipartUpload'
            'migrated: 3 objects, 0 failed'
            'stored: 3 objects'
            'cleared: 3 objects'
            'removed: bucket-life'
        )
        (Get-R2Bucket).BucketName | Should -Be old
    }

    It 'is replayed without a server, an account or a token' {
        $requests = @($emulator.Requests).Count
        $run = Invoke-CleanProcess {
            Import-Module $args[0]
            $null = Start-R2Simulation -Replay $args[1] -Strict
            & $args[2] -SourceBucket old -Domain files.example.com
            (Get-R2Simulation).Unasked
            Stop-R2Simulation
        } $manifest, $recording, $script
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be $live
        @($emulator.Requests).Count | Should -Be $requests
    }

    It 'leaves no secret in the recording' {
        $text = Get-ChildItem $recording -Recurse -File | Get-Content -Raw
        "$text" | Should -Not -Match $token
        "$text" | Should -Not -Match $secret
        "$text" | Should -Not -Match $emulator.AccountId
        "$text" | Should -Match '/client/v4/accounts/\{account-id\}/slurper/jobs'
    }
}
