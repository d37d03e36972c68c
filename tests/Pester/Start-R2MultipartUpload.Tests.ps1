BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Start-R2MultipartUpload' {
    It 'starts an upload, and no object' {
        $upload = Start-R2MultipartUpload "${prefix}new"
        $upload | Should -BeOfType R2.Models.R2MultipartUpload
        $upload.Key | Should -Be "${prefix}new"
        $upload.UploadId | Should -Not -BeNullOrEmpty
        Test-R2Object "${prefix}new" | Should -BeFalse
    }

    It 'takes keys from the pipeline, each with an id of its own' {
        $uploads = "${prefix}a", "${prefix}b", "${prefix}a" | Start-R2MultipartUpload
        @($uploads.UploadId | Sort-Object -Unique).Count | Should -Be 3
        $uploads.Key | Sort-Object | Should -Be "${prefix}a", "${prefix}a", "${prefix}b"
    }

    It 'keeps headers and metadata for the object' {
        $null = Start-R2MultipartUpload "${prefix}rich" -ContentType video/mp4 -Metadata @{ take = '2' } |
            Write-R2MultipartPart -PartNumber 1 -InputObject x
        $null = Get-R2MultipartUpload -Key "${prefix}rich" | Complete-R2MultipartUpload
        (Get-R2Object "${prefix}rich").ContentType | Should -Be video/mp4
        (Get-R2Object "${prefix}rich").Metadata['take'] | Should -Be 2
    }

    It 'starts none under -WhatIf, and none where somebody says no' {
        Start-R2MultipartUpload "${prefix}not" -WhatIf | Should -BeNullOrEmpty
        $run = Invoke-Answering No 'Start-R2MultipartUpload "${prefix}not" -Confirm -Connection $connection'
        $run.Questions | Should -Be "Performing the operation `"Start multipart upload`" on target `"$($at.Bucket)/${prefix}not`"."
        Get-R2MultipartUpload -Key "${prefix}not" | Should -BeNullOrEmpty
    }

    It 'has no conditions, which an upload has at its end alone' {
        (Get-Command Start-R2MultipartUpload).Parameters.Keys -like 'If*' | Should -BeNullOrEmpty
        (Get-Command Complete-R2MultipartUpload).Parameters.Keys -like 'If*' | Sort-Object | Should -Be IfMatch, IfNoneMatch
    }

    It 'goes on after a key that can be none' {
        $uploads = @(('x' * 1025), "${prefix}good" | Start-R2MultipartUpload -ErrorAction SilentlyContinue -ErrorVariable failed)
        $uploads.Key | Should -Be "${prefix}good"
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*'
    }
}
