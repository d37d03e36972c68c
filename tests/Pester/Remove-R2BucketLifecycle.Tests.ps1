BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Remove-R2BucketLifecycle' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
    }

    It 'removes all rules, and emits nothing' {
        Remove-R2BucketLifecycle -Confirm:$false | Should -BeNullOrEmpty
        Get-R2BucketLifecycle | Should -BeNullOrEmpty
    }

    It 'may be repeated' {
        Remove-R2BucketLifecycle -Confirm:$false
        @(Get-R2Error { Remove-R2BucketLifecycle -Confirm:$false }).Count | Should -Be 0
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No 'Remove-R2BucketLifecycle -Connection $connection'
        $run.Questions | Should -Be "Performing the operation `"Remove all lifecycle rules`" on target `"$($at.Bucket)`"."
        Get-R2BucketLifecycle | Should -Not -BeNullOrEmpty
    }

    It 'removes nothing under -WhatIf' {
        Remove-R2BucketLifecycle -WhatIf
        Get-R2BucketLifecycle | Should -Not -BeNullOrEmpty
    }

    It 'takes buckets from the pipeline, and goes on after one that is missing' {
        $found = Get-R2Error { 'none-at-all', $at.Bucket | Remove-R2BucketLifecycle -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        Get-R2BucketLifecycle | Should -BeNullOrEmpty
    }
}
