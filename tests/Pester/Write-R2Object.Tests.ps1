BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $files = New-Item -ItemType Directory "$TestDrive/files/sub" -Force
    'one' | Set-Content -NoNewline "$TestDrive/files/one.txt"
    'two' | Set-Content -NoNewline "$TestDrive/files/two.json"
    'deep' | Set-Content -NoNewline "$TestDrive/files/sub/deep.txt"
    'odd' | Set-Content -NoNewline -LiteralPath "$TestDrive/files/[odd].txt"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Write-R2Object' {
    It 'writes a file under its name, with the media type of its extension' {
        $written = Write-R2Object "$TestDrive/files/two.json" -Prefix "${prefix}file/"
        $written | Should -BeOfType R2.Models.R2UploadResult
        $written.Key | Should -Be "${prefix}file/two.json"
        $written.Size | Should -Be 3
        $written.Checksum.Algorithm | Should -Be Crc32C
        (Get-R2Object $written.Key).ContentType | Should -Be application/json
        Read-R2Object $written.Key -AsString | Should -Be two
    }

    It 'takes wildcards, and paths with brackets literally' {
        (Write-R2Object "$TestDrive/files/*.txt" -Prefix "${prefix}wild/").Key | Sort-Object |
            Should -Be "${prefix}wild/[odd].txt", "${prefix}wild/one.txt"
        (Write-R2Object -LiteralPath "$TestDrive/files/[odd].txt" -Prefix "${prefix}literal/").Key | Should -Be "${prefix}literal/[odd].txt"
    }

    It 'takes files from Get-ChildItem, and paths of any drive of the file system' {
        (Get-ChildItem TestDrive:/files -File | Write-R2Object -Prefix "${prefix}items/").Key | Sort-Object |
            Should -Be "${prefix}items/[odd].txt", "${prefix}items/one.txt", "${prefix}items/two.json"
    }

    It 'keeps the folders of a tree with -Recurse' {
        (Write-R2Object "$TestDrive/files" -Recurse -Prefix "${prefix}tree/").Key | Should -Contain "${prefix}tree/files/sub/deep.txt"
    }

    It 'makes one object of piped lines' {
        $null = 'first', 'second' | Write-R2Object -Key "${prefix}lines.txt"
        Read-R2Object "${prefix}lines.txt" -AsString | Should -Be "first`nsecond"
        (Get-R2Object "${prefix}lines.txt").ContentType | Should -BeLike text/plain*
    }

    It 'writes the lines that Get-Content reads, and not the file they come from' {
        "one`ntwo`nthree" | Set-Content -NoNewline "$TestDrive/lines.txt"
        $null = Get-Content "$TestDrive/lines.txt" | Where-Object { $_ -match '^t' } | Write-R2Object -Key "${prefix}filtered.txt"
        Read-R2Object "${prefix}filtered.txt" -AsString | Should -Be "two`nthree"
        $null = Get-Content "$TestDrive/lines.txt" -AsByteStream -TotalCount 3 | Write-R2Object -Key "${prefix}first-bytes"
        Read-R2Object "${prefix}first-bytes" -AsString | Should -Be one
    }

    It 'writes bytes and streams as they are: <What>' -ForEach @(
        @{ What = 'bytes'; Content = { , [byte[]](0, 255, 10) } }
        @{ What = 'a stream'; Content = { [IO.MemoryStream]::new([byte[]](0, 255, 10)) } }
    ) {
        $null = Write-R2Object -Key "${prefix}bytes-$($What.Replace(' ', '-'))" -InputObject (& $Content)
        (Read-R2Object "${prefix}bytes-$($What.Replace(' ', '-'))" -AsByteStream -Raw) | Should -Be 0, 255, 10
    }

    It 'leaves what is there with -NoClobber' {
        $null = 'first' | Write-R2Object -Key "${prefix}kept"
        $found = Get-R2Error { 'second' | Write-R2Object -Key "${prefix}kept" -NoClobber }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        $found.CategoryInfo.Category | Should -Be InvalidOperation
        Read-R2Object "${prefix}kept" -AsString | Should -Be first
    }

    It 'writes nothing under -WhatIf, and nothing where somebody says no' {
        Write-R2Object "$TestDrive/files/one.txt" -Prefix "${prefix}not/" -WhatIf | Should -BeNullOrEmpty
        $run = Invoke-Answering No "'x' | Write-R2Object -Key `"`${prefix}not/x`" -Confirm -Connection `$connection"
        $run.Questions | Should -Be "Performing the operation `"Write content`" on target `"$($at.Bucket)/${prefix}not/x`"."
        Get-R2ObjectList -Prefix "${prefix}not/" | Should -BeNullOrEmpty
    }

    It 'goes on after a file that is missing' {
        $written = @("$TestDrive/none.txt", "$TestDrive/files/one.txt" | ForEach-Object { [pscustomobject]@{ FullName = $_ } } |
            Write-R2Object -Prefix "${prefix}on/" -ErrorAction SilentlyContinue -ErrorVariable failed)
        $written.Key | Should -Be "${prefix}on/one.txt"
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'stores headers, metadata and storage class' {
        $null = 'x' | Write-R2Object -Key "${prefix}rich" -ContentDisposition inline -Metadata @{ mode = '644' } -StorageClass STANDARD_IA
        $info = Get-R2Object "${prefix}rich"
        $info.ContentDisposition, $info.Metadata['mode'], $info.StorageClass | Should -Be inline, 644, STANDARD_IA
    }

    It 'repeats what failed for a passing reason' {
        Skip-OnR2 "needs the emulator's faults"
        $fault = [R2.Emulator.Fault]::Status(503, 'ServiceUnavailable', $null)
        $fault.Times = 1
        $at.Emulator.Faults.Add($fault)
        ('x' | Write-R2Object -Key "${prefix}again").Attempts | Should -Be 2
        Read-R2Object "${prefix}again" -AsString | Should -Be x
    }
}
