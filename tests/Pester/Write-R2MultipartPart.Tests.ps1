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

    It 'makes one part of what Get-Content reads, and a part of the file itself where that is piped' {
        "first`nsecond" | Set-Content -NoNewline "$TestDrive/lines"
        (Get-Content "$TestDrive/lines" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1).Size | Should -Be 12
        (Get-Content "$TestDrive/lines" -Raw | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 2).Size | Should -Be 12
        (Get-Item "$TestDrive/lines" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 3).Size | Should -Be 12
        ([byte[]](1, 2, 3) | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 4).Size | Should -Be 3
        ($upload | Get-R2MultipartPart).Size | Should -Be 12, 12, 12, 3
    }

    It 'refuses content beside a file, none at all, and two inputs for one part, and writes nothing then: <Line>' -ForEach @(
        @{ Line = '"text" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1 -LiteralPath "$TestDrive/source"'; Id = 'R2.InvalidArgument'; Parts = 0 }
        @{ Line = 'Get-Content "$TestDrive/source" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1 -InputObject x'; Id = 'R2.InvalidArgument'; Parts = 0 }
        @{ Line = '$upload | Write-R2MultipartPart -PartNumber 1 -LiteralPath "$TestDrive/source" -InputObject x'; Id = 'R2.InvalidArgument'; Parts = 0 }
        @{ Line = '$upload | Write-R2MultipartPart -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '"a", 5, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '5, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '"a", $null, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '$null, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '"a", [pscustomobject]@{ LiteralPath = "$TestDrive/source"; Offset = "x" }, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '"a", (Get-Item "$TestDrive/source"), "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.DuplicateKey'; Parts = 0 }
        @{ Line = '"a", [pscustomobject]@{ InputObject = 5 }, "b" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.InputObjectNotBound'; Parts = 0 }
        @{ Line = '[IO.MemoryStream]::new([byte[]] 1), "x" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.DuplicateKey'; Parts = 0 }
        @{ Line = 'Get-Item "$TestDrive/source", "$TestDrive/source" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 1'; Id = 'R2.DuplicateKey'; Parts = 1 }
    ) {
        (Get-R2Error { & ([scriptblock]::Create($Line)) }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
        @($upload | Get-R2MultipartPart).Count | Should -Be $Parts
    }

    It 'takes the file behind a link, and refuses a pipe unopened' -Skip:$IsWindows {
        & ln -s source "$TestDrive/link"
        & mkfifo "$TestDrive/pipe"
        ($upload | Write-R2MultipartPart -PartNumber 1 -LiteralPath "$TestDrive/link").Size | Should -Be 14
        (Get-Item "$TestDrive/link" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 2).Size | Should -Be 14
        (Get-ChildItem "$TestDrive/link" | Select-Object FullName, Length | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 3).Size | Should -Be 14
        (Get-Item "$TestDrive/link" | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 4 -Length 6).Size | Should -Be 6
        (Get-R2Error { $upload | Write-R2MultipartPart -PartNumber 5 -LiteralPath "$TestDrive/pipe" }).FullyQualifiedErrorId | Should -BeLike 'R2.NotAFile,*'
    }

    It 'reads a file that does not know its length' -Skip:(-not $IsLinux) {
        $length = [IO.File]::ReadAllBytes('/proc/version').Length
        ($upload | Write-R2MultipartPart -PartNumber 1 -LiteralPath /proc/version).Size | Should -Be $length
        (Get-Item /proc/version | Write-R2MultipartPart $upload.Key $upload.UploadId -PartNumber 2).Size | Should -Be $length
        ($upload | Write-R2MultipartPart -PartNumber 3 -LiteralPath /proc/version -Offset 2 -Length 5).Size | Should -Be 5
    }
}
