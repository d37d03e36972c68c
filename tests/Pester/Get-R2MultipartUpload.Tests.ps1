BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $uploads = 'a', 'b', 'b/c' | ForEach-Object { Start-R2MultipartUpload "$prefix$_" }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2MultipartUpload' {
    It 'lists what is under way below a prefix' {
        $found = Get-R2MultipartUpload -Prefix $prefix
        $found | Should -BeOfType R2.Models.R2MultipartUpload
        $found.Key | Should -Be "${prefix}a", "${prefix}b", "${prefix}b/c"
        $found[0].UploadId | Should -Be $uploads[0].UploadId
        $found[0].BucketName | Should -Be $at.Bucket
    }

    It 'lists those of one key, not of keys that begin with it' {
        (Get-R2MultipartUpload -Key "${prefix}b").UploadId | Should -Be $uploads[1].UploadId
    }

    It 'lists only those that are old enough' {
        Get-R2MultipartUpload -Prefix $prefix -OlderThan 1:00:00 | Should -BeNullOrEmpty
        Get-R2MultipartUpload -Prefix $prefix -OlderThan 1h | Should -BeNullOrEmpty
        Get-R2MultipartUpload -Prefix $prefix -OlderThan 3600 | Should -BeNullOrEmpty
        @(Get-R2MultipartUpload -Prefix $prefix -OlderThan 0).Count | Should -Be 3
    }

    It 'refuses an age below zero' {
        (Get-R2Error { Get-R2MultipartUpload -OlderThan ([timespan]-1) }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidAge,*'
    }

    It 'is nothing where there is none, and an error where the bucket is missing' {
        Get-R2MultipartUpload -Prefix "${prefix}none" | Should -BeNullOrEmpty
        Skip-OnR2 'asks for a bucket that is not there'
        (Get-R2Error { Get-R2MultipartUpload none-at-all }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
    }

    It 'shows the key' {
        Get-R2MultipartUpload -Key "${prefix}a" | Out-String -Width 120 | Should -Match ([regex]::Escape("${prefix}a"))
    }
}
