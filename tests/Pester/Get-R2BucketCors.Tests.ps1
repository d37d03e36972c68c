BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2BucketCors' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
    }

    It 'emits the rules, each with its bucket' {
        $rule = Get-R2BucketCors
        $rule | Should -BeOfType R2.Models.R2CorsRule
        $rule.AllowedOrigins | Should -Be 'https://a.example.com'
        $rule.BucketName | Should -Be $at.Bucket
    }

    It 'emits nothing, and no error, where there are none' {
        $null = New-R2Bucket plain-$([guid]::NewGuid().ToString('N').Substring(0, 8)) -OutVariable plain
        @(Get-R2Error { $plain | Get-R2BucketCors }).Count | Should -Be 0
        $plain | Get-R2BucketCors | Should -BeNullOrEmpty
    }

    It 'writes the JSON that Set-R2BucketCors reads' {
        $json = Get-R2BucketCors -AsJson
        $json | Should -BeOfType string
        ($json | ConvertFrom-Json) | Should -Not -BeNullOrEmpty
        $json | Should -Match 'https://a.example.com'
        Remove-R2BucketCors -Confirm:$false
        $json | Set-R2BucketCors
        (Get-R2BucketCors).AllowedOrigins | Should -Be 'https://a.example.com'
    }

    It 'goes on after a bucket that is missing' {
        $rules = @('none-at-all', $at.Bucket | Get-R2BucketCors -ErrorAction SilentlyContinue -ErrorVariable failed)
        $rules.Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'shows what a rule does' {
        Get-R2BucketCors | Out-String -Width 120 | Should -Match 'a\.example\.com'
    }
}
