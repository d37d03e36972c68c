BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2BucketLifecycle' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        Set-R2BucketLifecycle -Rule @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
    }

    It 'emits the rules, each with its bucket' {
        $rule = Get-R2BucketLifecycle
        $rule | Should -BeOfType R2.Models.R2LifecycleRule
        $rule.Prefix | Should -Be 'tmp/'
        $rule.BucketName | Should -Be $at.Bucket
    }

    It 'emits nothing, and no error, where there are none' {
        $null = New-R2Bucket plain-$([guid]::NewGuid().ToString('N').Substring(0, 8)) -OutVariable plain
        $plain | Remove-R2BucketLifecycle -Confirm:$false # R2 gives each new bucket a rule
        @(Get-R2Error { $plain | Get-R2BucketLifecycle }).Count | Should -Be 0
        $plain | Get-R2BucketLifecycle | Should -BeNullOrEmpty
    }

    It 'writes the JSON that Set-R2BucketLifecycle reads' {
        $json = Get-R2BucketLifecycle -AsJson
        $json | Should -BeOfType string
        ($json | ConvertFrom-Json) | Should -Not -BeNullOrEmpty
        $json | Should -Match 'tmp/'
        Remove-R2BucketLifecycle -Confirm:$false
        $json | Set-R2BucketLifecycle
        (Get-R2BucketLifecycle).Prefix | Should -Be 'tmp/'
    }

    It 'goes on after a bucket that is missing' {
        $rules = @('none-at-all', $at.Bucket | Get-R2BucketLifecycle -ErrorAction SilentlyContinue -ErrorVariable failed)
        $rules.Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'shows what a rule does' {
        Get-R2BucketLifecycle | Out-String -Width 120 | Should -Match 'tmp/ +delete after 7 d'
    }
}
