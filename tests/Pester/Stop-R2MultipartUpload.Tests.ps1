BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Stop-R2MultipartUpload' {
    BeforeEach {
        $upload = Start-R2MultipartUpload "$prefix$([guid]::NewGuid())"
    }

    It 'ends the upload, and emits it with -PassThru alone' {
        $upload | Stop-R2MultipartUpload -Confirm:$false | Should -BeNullOrEmpty
        Get-R2MultipartUpload -Key $upload.Key | Should -BeNullOrEmpty
        $other = Start-R2MultipartUpload $upload.Key
        (Stop-R2MultipartUpload $other.Key $other.UploadId -Confirm:$false -PassThru).UploadId | Should -Be $other.UploadId
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No "Stop-R2MultipartUpload '$($upload.Key)' '$($upload.UploadId)' -Connection `$connection"
        $run.Questions | Should -BeLike "Performing the operation `"Stop multipart upload and remove its parts`" on target `"$($at.Bucket)/$($upload.Key) (upload *)`"."
        Get-R2MultipartUpload -Key $upload.Key | Should -Not -BeNullOrEmpty
    }

    It 'ends nothing under -WhatIf' {
        $upload | Stop-R2MultipartUpload -WhatIf
        Get-R2MultipartUpload -Key $upload.Key | Should -Not -BeNullOrEmpty
    }

    It 'spares what is too young, and what does not say its age' {
        $said = Get-R2MultipartUpload -Key $upload.Key | Stop-R2MultipartUpload -OlderThan 1:00:00 -Confirm:$false -Verbose 4>&1
        "$said" | Should -Match 'was kept'
        Stop-R2MultipartUpload $upload.Key $upload.UploadId -OlderThan 0 -Confirm:$false
        @(Get-R2MultipartUpload -Key $upload.Key).Count | Should -Be 1
        Get-R2MultipartUpload -Key $upload.Key | Stop-R2MultipartUpload -OlderThan 0 -Confirm:$false
        Get-R2MultipartUpload -Key $upload.Key | Should -BeNullOrEmpty
    }

    It 'goes on after an upload of a bucket that is missing' {
        Skip-OnR2 'asks for a bucket that is not there'
        $missing = [pscustomobject]@{ BucketName = 'none-at-all'; Key = 'k'; UploadId = 'u' }
        $found = Get-R2Error { $missing, $upload | Stop-R2MultipartUpload -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        Get-R2MultipartUpload -Key $upload.Key | Should -BeNullOrEmpty
    }
}
