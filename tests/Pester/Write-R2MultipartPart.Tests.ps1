BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    'part of a file' | Set-Content -NoNewline "$TestDrive/source"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Write-R2MultipartPart' {
    BeforeEach {
        $upload = Start-R2MultipartUpload "$prefix$([guid]::NewGuid())"
    }

    It 'writes text, bytes and streams' {
        $part = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject text
        $part | Should -BeOfType R2.Models.R2Part
        $part.PartNumber, $part.ETag | Should -Be 1, 1cb251ec0d568de6a929b520c4aed8d1
        ($upload | Write-R2MultipartPart -PartNumber 2 -InputObject ([byte[]](1, 2, 3))).Size | Should -Be 3
        ($upload | Write-R2MultipartPart -PartNumber 3 -InputObject ([IO.MemoryStream]::new([byte[]]::new(9)))).Size | Should -Be 9
    }

    It 'writes a slice of a file' {
        $null = $upload | Write-R2MultipartPart -PartNumber 1 -LiteralPath "$TestDrive/source" -Offset 8 -Length 1
        $null = $upload | Complete-R2MultipartUpload
        Read-R2Object $upload.Key -AsString | Should -Be a
    }

    It 'takes number and file from the properties of what is piped to it' {
        $null = [pscustomobject]@{ Key = $upload.Key; UploadId = $upload.UploadId; PartNumber = 1; FullName = "$TestDrive/source" } | Write-R2MultipartPart
        ($upload | Get-R2MultipartPart).Size | Should -Be 14
    }

    It 'replaces a part that is there' {
        $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject old
        $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject newer
        ($upload | Get-R2MultipartPart).Size | Should -Be 5
    }

    It 'writes nothing under -WhatIf' {
        $upload | Write-R2MultipartPart -PartNumber 1 -InputObject x -WhatIf
        $upload | Get-R2MultipartPart | Should -BeNullOrEmpty
    }

    It 'refuses number <_>' -ForEach 0, 10001 {
        { $upload | Write-R2MultipartPart -PartNumber $_ -InputObject x -ErrorAction Stop } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'says where the upload is over, and where the file is missing' {
        (Get-R2Error { $upload | Write-R2MultipartPart -PartNumber 1 -LiteralPath "$TestDrive/none" }).FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
        $upload | Stop-R2MultipartUpload -Confirm:$false
        $found = Get-R2Error { $upload | Write-R2MultipartPart -PartNumber 1 -InputObject x }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchUpload,*'
        $found.CategoryInfo.Category | Should -Be ObjectNotFound
    }
}
