BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Set-R2BucketLifecycle' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        if ($at.Emulator) { Remove-R2BucketLifecycle -Confirm:$false }
    }

    It 'sets rules given as hashtables, and emits them with -PassThru alone' {
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 } | Should -BeNullOrEmpty
        $set = Set-R2BucketLifecycle -PassThru -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }, @{ Id = 'logs'; Prefix = 'logs/'; ExpirationDays = 30 }
        $set.Count | Should -Be 2
        (Get-R2BucketLifecycle).Count | Should -Be 2
        (Get-R2BucketLifecycle)[0].Prefix | Should -Be 'tmp/'
    }

    It 'replaces what was there by the rules that come down the pipeline' {
        Set-R2BucketLifecycle -Rule @{ Id = 'logs'; Prefix = 'logs/'; ExpirationDays = 30 }
        [pscustomobject]@{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 } | Set-R2BucketLifecycle
        (Get-R2BucketLifecycle).Prefix | Should -Be 'tmp/'
    }

    It 'copies the rules of one bucket to another' {
        $null = New-R2Bucket twin-$([guid]::NewGuid().ToString('N').Substring(0, 8)) -OutVariable twin
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
        Get-R2BucketLifecycle | Set-R2BucketLifecycle -BucketName $twin.BucketName
        (Get-R2BucketLifecycle $twin.BucketName).Prefix | Should -Be 'tmp/'
    }

    It 'reads a file of JSON' {
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
        Get-R2BucketLifecycle -AsJson | Set-Content "$TestDrive/rules.json"
        Remove-R2BucketLifecycle -Confirm:$false
        Set-R2BucketLifecycle -Path "$TestDrive/rules.json"
        (Get-R2BucketLifecycle).Prefix | Should -Be 'tmp/'
        $missing = Get-R2Error { Set-R2BucketLifecycle -Path "$TestDrive/none.json" }
        $missing.FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
    }

    It 'sets nothing under -WhatIf' {
        Set-R2BucketLifecycle -WhatIf -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
        Get-R2BucketLifecycle | Should -BeNullOrEmpty
    }

    It 'asks under -Confirm with the number of rules, and takes no for an answer' {
        $run = Invoke-Answering No "Set-R2BucketLifecycle -Confirm -Connection `$connection -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }"
        $run.Questions | Should -Be "Performing the operation `"Replace the lifecycle rules by 1`" on target `"$($at.Bucket)`"."
        Get-R2BucketLifecycle | Should -BeNullOrEmpty
    }

    It 'refuses a rule against the limits by its number, and keeps what was there' {
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
        $found = Get-R2Error { Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }, @{ Prefix = 'x/'; ExpirationDays = 0 } }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRule,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
        "$found" | Should -Match '\b2\b'
        (Get-R2BucketLifecycle).Prefix | Should -Be 'tmp/'
    }

    It 'takes a date alike in a culture of another calendar' {
        Skip-OnR2 "changes the bucket's rules"
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = 'th-TH'
        try {
            Set-R2BucketLifecycle -Rule @{ Id = 'x'; ExpirationDate = '2027-03-01' }
            Get-R2BucketLifecycle -AsJson | Should -Match '2027-03-01'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }
}
