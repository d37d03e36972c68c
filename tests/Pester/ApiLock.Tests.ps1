# Rules that keep objects from being deleted, by Cloudflare's own API, and what S3 says of such objects.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # Always the emulator: nobody's account is published or locked by a test.
    $settings = Hide-Setting
    $at = [pscustomobject]@{ Bucket = 'pester-api'; Emulator = Start-R2Emulator pester-api }
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'Get-R2BucketLock, Set-R2BucketLock, Remove-R2BucketLock' {
    BeforeEach {
        Remove-R2BucketLock -All -Confirm:$false
    }

    It 'adds rules and changes those of the same id, and leaves the others' {
        Set-R2BucketLock -Rule @{ Id = 'week'; Prefix = 'w/'; RetentionDays = 7 }, @{ Id = 'ever'; Prefix = 'e/'; Indefinite = $true }
        $rules = Set-R2BucketLock -Rule @{ Id = 'week'; Prefix = 'w/'; MaxAgeSeconds = New-TimeSpan -Days 1 } -PassThru
        $rules | Should -BeOfType R2.Models.R2BucketLockRule
        $rules.Id | Should -Be week, ever
        $rules.MaxAgeSeconds | Should -Be 86400, $null
        (Set-R2BucketLock -Rule @{ Id = 'day'; Date = [datetime]'2030-01-31' } -ReplaceAll -PassThru).Id | Should -Be day
        (Get-R2BucketLock).Date.UtcDateTime | Should -Be ([datetime]'2030-01-31')
    }

    It 'takes what it emits, by the pipe, as JSON and from a file' {
        Set-R2BucketLock -Rule @{ Id = 'ever'; Prefix = 'e/'; Indefinite = $true }
        $before = Get-R2BucketLock
        $json = Get-R2BucketLock -AsJson
        Set-Content (Join-Path $TestDrive lock.json) $json
        Remove-R2BucketLock -All -Confirm:$false
        $before | Set-R2BucketLock
        Get-R2BucketLock | Should -Be $before
        Remove-R2BucketLock -All -Confirm:$false
        Set-R2BucketLock -Path (Join-Path $TestDrive lock.json)
        Get-R2BucketLock | Should -Be $before
        $json | ConvertFrom-Json | Set-R2BucketLock
        Get-R2BucketLock | Should -Be $before
    }

    It 'writes nothing where nothing changes' {
        Set-R2BucketLock -Rule @{ Id = 'ever'; Indefinite = $true }
        $puts = { @($at.Emulator.Requests | Where-Object Operation -eq r2-put-bucket-lock-configuration).Count }
        $before = & $puts
        Get-R2BucketLock | Set-R2BucketLock
        & $puts | Should -Be $before
    }

    It 'keeps objects from being deleted' {
        Set-R2BucketLock -Rule @{ Id = 'ever'; Prefix = 'locked/'; Indefinite = $true }
        $null = 'x' | Write-R2Object -Key locked/a.txt
        $errors = Get-R2Error { Remove-R2Object locked/a.txt -Confirm:$false }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.ObjectLockedByBucketPolicy,*'
        Get-R2BucketLock | Remove-R2BucketLock -Confirm:$false
        Remove-R2Object locked/a.txt -Confirm:$false
        Test-R2Object locked/a.txt | Should -BeFalse
    }

    It 'removes by id, and says which is not there' {
        Set-R2BucketLock -Rule @{ Id = 'a'; Indefinite = $true }, @{ Id = 'b'; Prefix = 'b/'; Indefinite = $true }
        Remove-R2BucketLock $at.Bucket a -Confirm:$false
        (Get-R2BucketLock).Id | Should -Be b
        $errors = Get-R2Error { Remove-R2BucketLock $at.Bucket a -Confirm:$false }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.LockRuleNotFound,*'
    }

    It 'does nothing with -WhatIf' {
        Set-R2BucketLock -Rule @{ Id = 'a'; Indefinite = $true } -WhatIf
        Get-R2BucketLock | Should -BeNullOrEmpty
        Set-R2BucketLock -Rule @{ Id = 'a'; Indefinite = $true }
        Remove-R2BucketLock -All -WhatIf
        (Get-R2BucketLock).Id | Should -Be a
    }

    It 'refuses <What>, by the number of the rule, before it asks' -ForEach @(
        @{ What = 'a time below zero'; Rule = @{ Id = 'a'; MaxAgeSeconds = -1 }; Message = 'Rule 1: MaxAgeSeconds is -1' }
        @{ What = 'no time at all'; Rule = @{ Id = 'a' }; Message = 'Rule 1: None of' }
        @{ What = 'a rule without an id'; Rule = @{ Indefinite = $true }; Message = 'Rule 1: Id is missing' }
    ) {
        $errors = Get-R2Error { Set-R2BucketLock -Rule $Rule }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRule,*'
        $errors.Exception.Message | Should -Match $Message
    }

    It 'shows how long' {
        Set-R2BucketLock -Rule @{ Id = 'week'; RetentionDays = 7 }, @{ Id = 'ever'; Prefix = 'e/'; Indefinite = $true }
        $text = Get-R2BucketLock | Out-String -Width 120
        $text | Should -Match 'week\s+True\s+\(all keys\)\s+for 7\.00:00:00'
        $text | Should -Match 'ever\s+True\s+e/\s+until the rule is removed'
    }
}
