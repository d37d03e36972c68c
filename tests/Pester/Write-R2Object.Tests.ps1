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
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.ObjectExists,*'
        $found.CategoryInfo.Category | Should -Be ResourceExists
        "$found" | Should -BeLike "'$($at.Bucket)/${prefix}kept' already exists.*"
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

    It 'repeats what failed for a passing reason' {
        Skip-OnR2 "needs the emulator's faults"
        $fault = [R2.Emulator.Fault]::Status(503, 'ServiceUnavailable', $null)
        $fault.Times = 1
        $at.Emulator.Faults.Add($fault)
        ('x' | Write-R2Object -Key "${prefix}again").Attempts | Should -Be 2
        Read-R2Object "${prefix}again" -AsString | Should -Be x
    }

    It 'says that nothing came, and leaves what is there: <What>' -ForEach @(
        @{ What = 'an empty array'; Make = { @() } }, @{ What = '$null'; Make = { , $null } }
        @{ What = 'an empty file'; Make = { [IO.File]::WriteAllText("$TestDrive/empty.log", ''); Get-Content "$TestDrive/empty.log" } }
    ) {
        $null = 'kept' | Write-R2Object -Key "${prefix}nothing"
        $found = @(Get-R2Error { & $Make | Write-R2Object -Key "${prefix}nothing" })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.NothingToWrite,*'
        Read-R2Object "${prefix}nothing" -AsString | Should -Be kept
        (& $Make | Write-R2Object -Key "${prefix}nothing" -AllowEmpty).Size | Should -Be 0
    }

    It 'says nothing where there are no files to write' {
        @(Get-R2Error { Get-ChildItem "$TestDrive/*.none" | Write-R2Object -Prefix "${prefix}none/"; Get-ChildItem "$TestDrive/*.none" | Write-R2Object -Key { $_.Name } }).Count | Should -Be 0
    }

    It 'stores an empty object of empty content: <What>' -ForEach @(
        @{ What = 'empty text'; Write = { '' | Write-R2Object -Key $key } }, @{ What = 'an empty array in the pipe'; Write = { , @() | Write-R2Object -Key $key } }
        @{ What = 'no bytes'; Write = { , [byte[]]@() | Write-R2Object -Key $key } }, @{ What = 'empty text as an argument'; Write = { Write-R2Object -Key $key -InputObject '' } }
        @{ What = 'an empty stream'; Write = { Write-R2Object -Key $key -InputObject ([IO.MemoryStream]::new()) -WarningAction Stop } }
    ) {
        $key = "${prefix}empty"
        (& $Write).Size | Should -Be 0
    }

    It 'passes over $null between lines' {
        $null = 'a', $null, 'b' | Write-R2Object -Key "${prefix}nulls"
        Read-R2Object "${prefix}nulls" -AsString | Should -Be "a`nb"
    }

    It 'stores nothing, and has one error, where a piece is no content: <What>' -ForEach @(
        @{ What = 'an array in an array'; Make = { 'a', (, [byte[]](1, 2)), 'b' } }, @{ What = 'a number'; Make = { 'a', 5, 'b', 6 } }, @{ What = 'numbers alone'; Make = { 1, 2 } }
        @{ What = 'a process first'; Make = { (Get-Process -Id $PID), 'b' } }, @{ What = 'an object'; Make = { 'a', [pscustomobject]@{ a = 1 } } }
        @{ What = 'half a surrogate pair'; Make = { 'a', "b$([char]0xD83D)", 'c' } }, @{ What = 'the other half'; Make = { "$([char]0xDE00)b" } }
        @{ What = 'a row of a list'; Make = { Get-R2ObjectList -Prefix "${prefix}kept" } }
        @{ What = 'a number after many lines'; Make = { 1..20000 | ForEach-Object { "line $_" }; 5; 'more' } }
    ) {
        $null = 'kept' | Write-R2Object -Key "${prefix}kept"
        $found = @(Get-R2Error { & $Make | Write-R2Object -Key "${prefix}refused" })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -Match '^R2.(InputObjectNotBound|UnencodableText),'
        Test-R2Object "${prefix}refused" | Should -BeFalse
    }

    It 'stores nothing where the pipeline throws' {
        { & { 'a'; throw 'no' } | Write-R2Object -Key "${prefix}refused" } | Should -Throw no
        Test-R2Object "${prefix}refused" | Should -BeFalse
    }

    It 'warns once of text that a program''s bytes were decoded to' {
        $written = 'a', "b$([char]0xFFFD)", "c$([char]0xFFFD)" | Write-R2Object -Key "${prefix}decoded" -WarningVariable told -WarningAction SilentlyContinue
        $written.Size | Should -Be 11
        $told.Count | Should -Be 1
        "$told" | Should -BeLike '*U+FFFD*examples/StreamUpload.ps1*'
        $null = 'ü€😀' | Write-R2Object -Key "${prefix}decoded" -WarningAction Stop
    }

    It 'warns of a stream that stands at its end' {
        $stream = [IO.MemoryStream]::new([byte[]](1..6))
        $stream.Position = 6
        (Write-R2Object -Key "${prefix}end" -InputObject $stream -WarningVariable told -WarningAction SilentlyContinue).Size | Should -Be 0
        "$told" | Should -BeLike '*already at its end, position 6 of 6 bytes*'
        $stream.Position = 2
        (Write-R2Object -Key "${prefix}end" -InputObject $stream -WarningAction Stop).Size | Should -Be 4
        $stream.CanRead | Should -BeTrue
    }

    It 'takes files and keys of a CSV: <Column>' -ForEach @(@{ Column = 'Path' }, @{ Column = 'LiteralPath' }) {
        $rows = @("$Column,Key", "$TestDrive/files/one.txt,${prefix}csv/1", "$TestDrive/files/none.txt,${prefix}csv/2", "$TestDrive/files/two.json,${prefix}csv/") | ConvertFrom-Csv
        $written = $rows | Write-R2Object -ErrorAction SilentlyContinue -ErrorVariable failed
        $written.Key | Sort-Object | Should -Be "${prefix}csv/1", "${prefix}csv/two.json"
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
        (Resolve-Path "$TestDrive/files/one.txt" | Write-R2Object -Prefix "${prefix}csv/").Key | Should -Be "${prefix}csv/one.txt"
    }

    It 'refuses a row that names no file, and goes on' {
        $written = [pscustomobject]@{ File = 'one.txt'; Key = 'x' }, (Get-Process -Id $PID), (Get-Item "$TestDrive/files/one.txt") | Write-R2Object -Prefix "${prefix}rows/" -ErrorAction SilentlyContinue -ErrorVariable failed
        $written.Key | Should -Be "${prefix}rows/one.txt"
        $failed | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        $failed.Count | Should -Be 2
    }

    It 'puts a file into a key that ends in a slash, and content only where it is empty' {
        (Write-R2Object "$TestDrive/files/one.txt" -Key "${prefix}into/").Key | Should -Be "${prefix}into/one.txt"
        (Get-ChildItem "$TestDrive/files" -File | Write-R2Object -Key { "${prefix}into/$($_.Extension)/" }).Key | Should -Contain "${prefix}into/.json/two.json"
        (Write-R2Object "$TestDrive/files" -Recurse -Key "${prefix}tree2/").Key | Should -Contain "${prefix}tree2/files/sub/deep.txt"
        (, [byte[]]@() | Write-R2Object -Key "${prefix}marker/").Key | Should -Be "${prefix}marker/"
        foreach ($content in 'x', ('', 'x'), ([IO.MemoryStream]::new([byte[]](1)))) {
            (Get-R2Error { $content | Write-R2Object -Key "${prefix}refused/" }).FullyQualifiedErrorId | Should -BeLike 'R2.KeyIsFolder,*'
        }
        Test-R2Object "${prefix}refused/" | Should -BeFalse
    }

    It 'makes an object for each key of a script block' {
        ('a', 'b', 'b2' | Write-R2Object -Key { "${prefix}each/$($_[0])" }).Key | Sort-Object | Should -Be "${prefix}each/a", "${prefix}each/b"
        Read-R2Object "${prefix}each/b" -AsString | Should -Be "b`nb2"
    }

    It 'says of a path that is piped in as text how to write the file' {
        $found = Get-R2Error { "$TestDrive/files/one.txt" | Write-R2Object }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.KeyRequired,*'
        $found.Exception.Message | Should -BeLike "*Get-Item -LiteralPath '*one.txt' | Write-R2Object*"
    }

    It 'works in constrained language' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                param($manifest, $connection, $prefix)
                Import-Module $manifest
                $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
                ('hello' | Write-R2Object -Key "${prefix}a.txt" -Metadata @{ a = 'b' } -Expires '2027-01-01' -Connection $connection).Size
                (Write-R2Object -InputObject ([byte[]](1, 2)) -Key "${prefix}b.bin" -Connection $connection).Size
                Read-R2Object "${prefix}a.txt" -AsString -Connection $connection
                (New-R2PresignedUrl "${prefix}a.txt" -ExpiresIn 0:05:00 -Connection $connection).Method
                (Get-R2ObjectList -Prefix $prefix -Connection $connection | Move-R2Object -DestinationKey { 'm/' + $_.Key } -Connection $connection).Count
                (Get-R2ObjectList -Prefix "m/$prefix" -Connection $connection | ConvertTo-Csv | ConvertFrom-Csv | Measure-R2Object -Connection $connection).Count
            }).AddParameters(@{ manifest = $manifest; connection = $at.Connection; prefix = "${prefix}clm/" })
            @($shell.Invoke()) | Should -Be 5, 2, hello, GET, 2, 2
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally { $shell.Dispose() }
        Get-R2ObjectList -Prefix "m/${prefix}clm/" | Remove-R2Object -Confirm:$false
    }

    It 'looks up no property of what is piped in as content: a million bytes would be looked through' {
        $bound = (Get-Command Write-R2Object).ParameterSets | Where-Object Name -EQ Content | ForEach-Object Parameters
        ($bound | Where-Object ValueFromPipeline).Name | Should -Be InputObject
        $bound | Where-Object ValueFromPipelineByPropertyName | Should -BeNullOrEmpty
    }

    It 'stores bytes that come one by one, and other pieces among them' {
        $bytes = [byte[]]::new(200KB)
        [Random]::new(7).NextBytes($bytes)
        ($bytes | Write-R2Object -Key "${prefix}bytes").Size | Should -Be $bytes.Length
        [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData((Read-R2Object "${prefix}bytes" -AsByteStream))) | Should -Be ([Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes)))
        $null = & { [byte]65; [byte]66; [byte[]](67, 68); 'text'; [byte]10; 'end' } | Write-R2Object -Key "${prefix}pieces"
        Read-R2Object "${prefix}pieces" -AsString | Should -BeExactly "ABCDtext`nend"
    }

    It 'takes key, prefix and bucket from a row, unless the line has them' {
        'row' | Set-Content "$TestDrive/row.txt" -NoNewline
        $row = [pscustomobject]@{ LiteralPath = "$TestDrive/row.txt"; Key = 5; Prefix = "${prefix}rows/"; Bucket = $at.Bucket }
        ($row | Write-R2Object).Key | Should -Be "${prefix}rows/5"
        ($row | Write-R2Object -Key "own.txt").Key | Should -Be "${prefix}rows/own.txt"
        (Get-Item "$TestDrive/row.txt" | Write-R2Object -Prefix $prefix).Key | Should -Be "${prefix}row.txt"
        (Get-Item "$TestDrive/row.txt" | Write-R2Object -Key { "$prefix$($_.BaseName)" }).Key | Should -Be "${prefix}row"
        ("$TestDrive/row.txt" | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Write-R2Object -Prefix $prefix).Key | Should -Be "${prefix}row.txt"
    }

    It 'takes a file by -LiteralPath or content from the pipeline, not both' {
        'row' | Set-Content "$TestDrive/both.txt"
        (Get-R2Error { 'text' | Write-R2Object -Key "${prefix}both" -LiteralPath "$TestDrive/both.txt" }).FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
        Test-R2Object "${prefix}both" | Should -BeFalse
    }
}
