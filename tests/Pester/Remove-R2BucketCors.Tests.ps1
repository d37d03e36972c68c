BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Remove-R2BucketCors' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
    }

    It 'removes all rules, and emits nothing' {
        Remove-R2BucketCors -Confirm:$false | Should -BeNullOrEmpty
        Get-R2BucketCors | Should -BeNullOrEmpty
    }

    It 'may be repeated' {
        Remove-R2BucketCors -Confirm:$false
        @(Get-R2Error { Remove-R2BucketCors -Confirm:$false }).Count | Should -Be 0
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No 'Remove-R2BucketCors -Connection $connection'
        $run.Questions | Should -Be "Performing the operation `"Remove all CORS rules`" on target `"$($at.Bucket)`"."
        Get-R2BucketCors | Should -Not -BeNullOrEmpty
    }

    It 'removes nothing under -WhatIf' {
        Remove-R2BucketCors -WhatIf
        Get-R2BucketCors | Should -Not -BeNullOrEmpty
    }

    It 'takes buckets from the pipeline, and goes on after one that is missing' {
        $found = Get-R2Error { 'none-at-all', $at.Bucket | Remove-R2BucketCors -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        Get-R2BucketCors | Should -BeNullOrEmpty
    }
}
