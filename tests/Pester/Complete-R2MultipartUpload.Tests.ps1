BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Complete-R2MultipartUpload' {
    BeforeEach {
        $upload = Start-R2MultipartUpload "$prefix$([guid]::NewGuid())"
        $part = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject text
    }

    It 'makes the object of all parts, and emits it' {
        $made = $upload | Complete-R2MultipartUpload
        $made | Should -BeOfType R2.Models.R2ObjectInfo
        $made.Size | Should -Be 4
        $made.ETag | Should -BeLike '*-1'
        Read-R2Object $upload.Key -AsString | Should -Be text
        Get-R2MultipartUpload -Key $upload.Key | Should -BeNullOrEmpty
    }

    It 'makes it of the parts that are piped to it' {
        $null = $upload | Write-R2MultipartPart -PartNumber 2 -InputObject more
        ($part | Complete-R2MultipartUpload -Key $upload.Key -UploadId $upload.UploadId).Size | Should -Be 4
    }

    It 'warns where numbers are left out' {
        $null = $upload | Write-R2MultipartPart -PartNumber 7 -InputObject x
        $null = $upload | Complete-R2MultipartUpload -WarningVariable warned -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warned" | Should -Match '2 parts.*number 7'
    }

    It 'refuses an upload without parts, and keeps it' {
        $empty = Start-R2MultipartUpload "${prefix}empty"
        $found = Get-R2Error { $empty | Complete-R2MultipartUpload }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoParts,*'
        $found.ErrorDetails.RecommendedAction | Should -Match 'Write-R2MultipartPart'
        Get-R2MultipartUpload -Key "${prefix}empty" | Should -Not -BeNullOrEmpty
    }

    It 'refuses short parts before the last' {
        $null = $upload | Write-R2MultipartPart -PartNumber 2 -InputObject more
        $found = Get-R2Error { $upload | Complete-R2MultipartUpload }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.EntityTooSmall,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'leaves an object that is there where it is told to' {
        $null = 'kept' | Write-R2Object -Key $upload.Key
        (Get-R2Error { $upload | Complete-R2MultipartUpload -IfNoneMatch '*' }).FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        Read-R2Object $upload.Key -AsString | Should -Be kept
    }

    It 'makes nothing under -WhatIf' {
        $upload | Complete-R2MultipartUpload -WhatIf
        Test-R2Object $upload.Key | Should -BeFalse
    }
}
