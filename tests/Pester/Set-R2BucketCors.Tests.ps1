BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Set-R2BucketCors' {
    BeforeEach {
        Skip-OnR2 "changes a bucket's rules"
        if ($at.Emulator) { Remove-R2BucketCors -Confirm:$false }
    }

    It 'sets rules given as hashtables, and emits them with -PassThru alone' {
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 } | Should -BeNullOrEmpty
        $set = Set-R2BucketCors -PassThru -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }, @{ AllowedOrigins = 'https://b.example.com'; AllowedMethods = 'GET' }
        $set.Count | Should -Be 2
        (Get-R2BucketCors).Count | Should -Be 2
        (Get-R2BucketCors)[0].AllowedOrigins | Should -Be 'https://a.example.com'
    }

    It 'replaces what was there by the rules that come down the pipeline' {
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://b.example.com'; AllowedMethods = 'GET' }
        [pscustomobject]@{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 } | Set-R2BucketCors
        (Get-R2BucketCors).AllowedOrigins | Should -Be 'https://a.example.com'
    }

    It 'copies the rules of one bucket to another' {
        $null = New-R2Bucket twin-$([guid]::NewGuid().ToString('N').Substring(0, 8)) -OutVariable twin
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
        Get-R2BucketCors | Set-R2BucketCors -BucketName $twin.BucketName
        (Get-R2BucketCors $twin.BucketName).AllowedOrigins | Should -Be 'https://a.example.com'
    }

    It 'reads a file of JSON' {
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
        Get-R2BucketCors -AsJson | Set-Content "$TestDrive/rules.json"
        Remove-R2BucketCors -Confirm:$false
        Set-R2BucketCors -Path "$TestDrive/rules.json"
        (Get-R2BucketCors).AllowedOrigins | Should -Be 'https://a.example.com'
        $missing = Get-R2Error { Set-R2BucketCors -Path "$TestDrive/none.json" }
        $missing.FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
    }

    It 'sets nothing under -WhatIf' {
        Set-R2BucketCors -WhatIf -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
        Get-R2BucketCors | Should -BeNullOrEmpty
    }

    It 'asks under -Confirm with the number of rules, and takes no for an answer' {
        $run = Invoke-Answering No "Set-R2BucketCors -Confirm -Connection `$connection -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }"
        $run.Questions | Should -Be "Performing the operation `"Replace the CORS rules by 1`" on target `"$($at.Bucket)`"."
        Get-R2BucketCors | Should -BeNullOrEmpty
    }

    It 'refuses a rule against the limits by its number, and keeps what was there' {
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }
        $found = Get-R2Error { Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://a.example.com'; AllowedMethods = 'GET', 'PUT'; MaxAgeSeconds = 60 }, @{ AllowedOrigins = '*'; AllowedMethods = 'FETCH' } }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRule,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
        "$found" | Should -Match '\b2\b'
        (Get-R2BucketCors).AllowedOrigins | Should -Be 'https://a.example.com'
    }
}
