BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2Connection' {
    It 'is the connection of this session' {
        Get-R2Connection | Should -Be $at.Connection
    }

    It 'is none of another runspace' {
        Skip-OnR2 'needs an environment without a connection'
        (Invoke-Answering Yes 'Get-R2Connection').Output | Should -BeNullOrEmpty
    }

    It 'comes from the environment where nobody connected, and refuses a setting that is out of range, by its name' {
        $run = Invoke-CleanProcess {
            $env:R2_ACCOUNT_ID, $env:R2_ACCESS_KEY_ID, $env:R2_SECRET_ACCESS_KEY, $env:R2_BUCKET, $env:R2_TIMEOUT_SECONDS = ('0' * 32), ('a' * 32), ('e' * 64), 'photos', '0'
            Import-Module $args[0]
            try { Get-R2Connection } catch { $_.FullyQualifiedErrorId; "$_" }
            $env:R2_TIMEOUT_SECONDS = $null
            Get-R2Connection | ForEach-Object { $_.AccessKeyId; $_.BucketName; ($_.Settings | Where-Object Name -EQ AccountId).Source }
            Get-R2Connection | Format-List * | Out-String
        } $manifest
        $run.Output[0] | Should -BeLike 'R2.InvalidSetting,*'
        $run.Output[1] | Should -Match 'R2_TIMEOUT_SECONDS'
        $run.Output[2..4] | Should -Be ('a' * 32), photos, R2_ACCOUNT_ID
        $run.Output -join "`n" | Should -Not -Match ('e' * 64)
    }

    It 'shows the endpoint, and no secret' {
        $secret = $at.Emulator ? $at.Emulator.Credential.GetNetworkCredential().Password : $env:R2_SECRET_ACCESS_KEY
        $text = Get-R2Connection | Out-String
        $text | Should -Match ([regex]::Escape($at.Connection.Endpoint.Host))
        $text.Contains($secret) | Should -BeFalse
        (Get-R2Connection | Format-List * -Force | Out-String).Contains($secret) | Should -BeFalse
    }
}
