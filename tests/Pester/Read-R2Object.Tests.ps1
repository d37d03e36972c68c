BeforeDiscovery {
    $noUnix = -not ($IsLinux -or $IsMacOS)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    'a.txt', 'sub/b.txt' | ForEach-Object { $null = "text of $_" | Write-R2Object -Key "$prefix$_" }
    $null = Write-R2Object -Key "${prefix}bytes" -InputObject ([byte[]](0..255))
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Read-R2Object' {
    It 'writes a file of any name, and emits it' {
        $file = Read-R2Object "${prefix}a.txt" -Path "$TestDrive/copy.txt"
        $file | Should -BeOfType IO.FileInfo
        $file.FullName | Should -Be (Join-Path $TestDrive copy.txt)
        Get-Content $file | Should -Be 'text of a.txt'
    }

    It 'puts what is piped to it into a folder, below which keys keep their path' {
        $files = Get-R2ObjectList -Prefix $prefix -Include *.txt | Read-R2Object -Path "$TestDrive/down"
        $files.FullName | Sort-Object | Should -Be ((Join-Path $TestDrive "down/${prefix}a.txt"), (Join-Path $TestDrive "down/${prefix}sub/b.txt"))
    }

    It 'overwrites with -Force alone' {
        'mine' | Set-Content "$TestDrive/mine.txt"
        $found = Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "$TestDrive/mine.txt" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.FileExists,*'
        $found.CategoryInfo.Category | Should -Be ResourceExists
        Get-Content "$TestDrive/mine.txt" | Should -Be mine
        $null = Read-R2Object "${prefix}a.txt" -Path "$TestDrive/mine.txt" -Force
        Get-Content "$TestDrive/mine.txt" | Should -Be 'text of a.txt'
    }

    It 'emits text, bytes and a stream' {
        Read-R2Object "${prefix}a.txt" -AsString | Should -Be 'text of a.txt'
        (Read-R2Object "${prefix}bytes" -AsByteStream -Raw) | Should -Be (0..255)
        $stream = Read-R2Object "${prefix}bytes" -AsStream
        try { $stream.ReadByte(), $stream.ReadByte() | Should -Be 0, 1 } finally { $stream.Dispose() }
    }

    It 'reads a range: <Range>' -ForEach @(
        @{ Range = '1-3'; Bytes = 1, 2, 3 }
        @{ Range = '254-'; Bytes = 254, 255 }
        @{ Range = '-1'; Bytes = 255 }
    ) {
        (Read-R2Object "${prefix}bytes" -Range $Range -AsByteStream -Raw) | Should -Be $Bytes
    }

    It 'says where a range is beyond the end' {
        $found = Get-R2Error { Read-R2Object "${prefix}bytes" -Range 999- -AsByteStream -Raw }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRange,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'writes nothing under -WhatIf, and leaves no file where the key is missing' {
        Read-R2Object "${prefix}a.txt" -Path "$TestDrive/not/x" -WhatIf | Should -BeNullOrEmpty
        (Get-R2Error { Read-R2Object "${prefix}none" -Path "$TestDrive/not/x" }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        Get-ChildItem "$TestDrive/not" -Recurse -File -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'goes on after a key that is missing' {
        $read = @("${prefix}none", "${prefix}a.txt" | Read-R2Object -AsString -ErrorAction SilentlyContinue -ErrorVariable failed)
        $read | Should -Be 'text of a.txt'
        $failed.TargetObject | Should -Be "$($at.Bucket)/${prefix}none"
    }

    It 'never leaves the folder, whatever the key says' {
        $null = 'x' | Write-R2Object -Key "${prefix}../../out.txt"
        $found = Get-R2Error { "${prefix}../../out.txt" | Read-R2Object -Path "$TestDrive/inside" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath,*'
        $found.CategoryInfo.Category | Should -Be SecurityError
        ("${prefix}../../out.txt" | Read-R2Object -Path "$TestDrive/inside" -SanitizeNames).FullName | Should -BeLike (Join-Path $TestDrive inside/*)
    }

    It 'keeps the mode of the file that it replaces: <Mode>' -Skip:$noUnix -ForEach @{ Mode = '600' }, @{ Mode = '755' }, @{ Mode = '640' } {
        'old' | Set-Content "$TestDrive/mode"
        & /bin/chmod $Mode "$TestDrive/mode"
        $null = Read-R2Object "${prefix}a.txt" -Path "$TestDrive/mode" -Force
        [Convert]::ToString([int][IO.File]::GetUnixFileMode("$TestDrive/mode"), 8) | Should -Be $Mode
        Get-Content "$TestDrive/mode" | Should -Be 'text of a.txt'
    }

    It 'writes to the file behind a link that is named, and leaves the link' -Skip:$noUnix {
        'old' | Set-Content "$TestDrive/real.conf"
        $null = New-Item -ItemType SymbolicLink "$TestDrive/link.conf" -Target "$TestDrive/real.conf"
        (Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "$TestDrive/link.conf" }).FullyQualifiedErrorId | Should -BeLike 'R2.FileExists,*'
        $null = Read-R2Object "${prefix}a.txt" -Path "$TestDrive/link.conf" -Force
        (Get-Item "$TestDrive/link.conf").LinkType | Should -Be SymbolicLink
        Get-Content "$TestDrive/real.conf" | Should -Be 'text of a.txt'
    }

    It 'refuses a link to <Name>' -Skip:$noUnix -ForEach @{ Name = 'nothing'; Target = 'none' }, @{ Name = 'a device'; Target = '/dev/null' } {
        $null = New-Item -ItemType SymbolicLink "$TestDrive/odd" -Target $Target -Force
        $found = Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "$TestDrive/odd" -Force }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable,*'
        (Get-Item "$TestDrive/odd" -Force).LinkType | Should -Be SymbolicLink
        "$TestDrive/none" | Should -Not -Exist
    }

    It 'follows no link within a folder that keys are read into, not even with -Force' -Skip:$noUnix {
        $inside = (New-Item -ItemType Directory "$TestDrive/linked/$prefix" -Force).FullName
        'precious' | Set-Content "$TestDrive/precious"
        $null = New-Item -ItemType SymbolicLink "$inside/a.txt" -Target "$TestDrive/precious"
        $found = Get-R2Error { "${prefix}a.txt" | Read-R2Object -Path "$TestDrive/linked" -Force -SanitizeNames }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath,*'
        $found.ErrorDetails.RecommendedAction | Should -Not -BeLike '*Add -SanitizeNames*'
        Get-Content "$TestDrive/precious" | Should -Be precious
    }

    It 'is refused where a folder or a file is in the way, with a remedy that fits' {
        $null = 'file' | Write-R2Object -Key "${prefix}both"
        $null = 'in' | Write-R2Object -Key "${prefix}both/in.txt"
        $null = New-Item -ItemType Directory "$TestDrive/way/${prefix}folder" -Force
        $null = 'x' | Write-R2Object -Key "${prefix}folder"
        $read = "${prefix}both", "${prefix}both/in.txt", "${prefix}folder", "${prefix}a.txt" | Read-R2Object -Path "$TestDrive/way" -ErrorAction SilentlyContinue -ErrorVariable failed -ThrottleLimit 1
        @($read).Count | Should -Be 2
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable,*'
        $failed.TargetObject | Should -Contain "$($at.Bucket)/${prefix}folder"
        $failed.ErrorDetails.RecommendedAction | Sort-Object -Unique | Should -Be 'Choose another -Path, or move away or close what the message names.'
    }

    It 'says of a folder where no file can be made that it is none' -Skip:(-not $IsLinux) {
        $found = Get-R2Error { Read-R2Object "${prefix}a.txt" -Path /proc/none }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable,*'
        "$found" | Should -BeLike "*'/proc/none'*'/proc'*"
        "$found" | Should -Not -BeLike '*.r2-*'
    }

    It 'keeps keys apart whose names are near the limit, or above it with -SanitizeNames' {
        1..6 | ForEach-Object { $null = "content $_" | Write-R2Object -Key ("${prefix}t/" + 'L' * 245 + "-0000$_.txt") }
        $back = Get-R2ObjectList -Prefix "${prefix}t/" | Read-R2Object -Path "$TestDrive/near" | ForEach-Object { [IO.File]::ReadAllText($_.FullName) }
        $back | Sort-Object | Should -Be (1..6 | ForEach-Object { "content $_" })
        'é', 'è' | ForEach-Object { $null = $_ | Write-R2Object -Key ("${prefix}u/" + 'é' * 130 + $_) }
        (Get-R2Error { Get-R2ObjectList -Prefix "${prefix}u/" | Read-R2Object -Path "$TestDrive/above" }).FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath,*'
        $back = Get-R2ObjectList -Prefix "${prefix}u/" | Read-R2Object -Path "$TestDrive/above" -SanitizeNames | ForEach-Object { [IO.File]::ReadAllText($_.FullName) }
        $back | Sort-Object | Should -Be é, è
    }

    It 'writes no file twice' {
        $found = Get-R2Error { "${prefix}a.txt", "${prefix}a.txt" | Read-R2Object -Path "$TestDrive/twice" -Force }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
        Get-Content "$TestDrive/twice/${prefix}a.txt" | Should -Be 'text of a.txt'
    }

    It 'goes on where a connection broke' {
        Skip-OnR2 "needs the emulator's faults"
        $null = Write-R2Object -Key "${prefix}long" -InputObject ([byte[]]::new(300KB))
        $fault = [R2.Emulator.Fault]::DropResponseBodyAfter(100KB)
        $fault.Operation, $fault.Times = 'GetObject', 1
        $at.Emulator.Faults.Add($fault)
        (Read-R2Object "${prefix}long" -Path "$TestDrive/long").Length | Should -Be 300KB
    }

    Context 'as text' {
        BeforeAll {
            function Compress([string] $With, [byte[]] $Bytes) {
                $packed = [IO.MemoryStream]::new()
                $stream = switch ($With) {
                    br { [IO.Compression.BrotliStream]::new($packed, [IO.Compression.CompressionMode]::Compress, $true) }
                    deflate { [IO.Compression.ZLibStream]::new($packed, [IO.Compression.CompressionMode]::Compress, $true) }
                    default { [IO.Compression.GZipStream]::new($packed, [IO.Compression.CompressionMode]::Compress, $true) }
                }
                $stream.Write($Bytes, 0, $Bytes.Length)
                $stream.Dispose()
                , $packed.ToArray()
            }
            $text = '{"a":"ü€ 日本 🎉"}'
        }

        It 'goes by a byte order mark: <_>' -ForEach utf8BOM, unicode, bigendianunicode, utf32, bigendianutf32 {
            $null = $text | Write-R2Object -Key "${prefix}bom.json" -Encoding $_ -ContentType application/json
            Read-R2Object "${prefix}bom.json" -AsString | Should -BeExactly $text
        }

        It 'goes by the charset of the Content-Type: <Type>' -ForEach @(
            @{ Type = 'text/csv; charset=iso-8859-1'; Bytes = 0x4b, 0xe4, 0x73, 0x65; Text = 'Käse' }
            @{ Type = 'text/csv; header=present; charset="windows-1252"'; Bytes = 0x80, 0x31; Text = '€1' }
            @{ Type = 'text/plain; charset=Shift_JIS'; Bytes = 0x93, 0xfa, 0x96, 0x7b; Text = '日本' }
            @{ Type = 'text/plain; charset=UTF-16LE'; Bytes = 0x41, 0, 0xfc, 0; Text = 'Aü' }
        ) {
            $null = Write-R2Object -Key "${prefix}charset" -InputObject ([byte[]]$Bytes) -ContentType $Type
            Read-R2Object "${prefix}charset" -AsString -WarningVariable told | Should -BeExactly $Text
            $told | Should -BeNullOrEmpty
        }

        It 'warns of bytes that are no text, and reads them with the -Encoding given' {
            $null = Write-R2Object -Key "${prefix}latin" -InputObject ([byte[]](0x4b, 0xe4, 0x73, 0x65)) -ContentType text/plain
            Read-R2Object "${prefix}latin" -AsString -WarningVariable told -WarningAction SilentlyContinue | Should -BeExactly "K$([char]0xfffd)se"
            "$told" | Should -BeLike "*latin' has bytes that are not utf-8, the first of them at offset 1;*-Encoding*"
            foreach ($encoding in 'latin1', 'windows-1252', 1252, [Text.Encoding]::Latin1) {
                Read-R2Object "${prefix}latin" -AsString -Encoding $encoding -WarningVariable told | Should -BeExactly Käse
                $told | Should -BeNullOrEmpty
            }
            (Get-R2Error { Read-R2Object "${prefix}latin" -AsString -Encoding klingon }).ToString() | Should -BeLike "*no encoding 'klingon'*"
        }

        It 'goes by an unknown charset as by none, and says so' {
            $null = Write-R2Object -Key "${prefix}klingon" -InputObject ([byte[]](0xc3, 0xbc)) -ContentType 'text/plain; charset=klingon'
            Read-R2Object "${prefix}klingon" -AsString -WarningVariable told -WarningAction SilentlyContinue | Should -BeExactly ü
            "$told" | Should -BeLike "*unknown charset 'klingon'*"
        }

        It 'takes the Content-Encoding <_> off text, and leaves bytes and files as they are stored' -ForEach gzip, br, deflate, 'gzip, br' {
            $packed = [Text.Encoding]::UTF8.GetBytes($text)
            $_ -split ', ' | ForEach-Object { $packed = Compress $_ $packed }
            $null = Write-R2Object -Key "${prefix}packed.json" -InputObject $packed -ContentEncoding $_
            Read-R2Object "${prefix}packed.json" -AsString | Should -BeExactly $text
            [Convert]::ToHexString((Read-R2Object "${prefix}packed.json" -AsByteStream -Raw)) | Should -Be ([Convert]::ToHexString($packed))
            $null = Read-R2Object "${prefix}packed.json" -Path "$TestDrive/packed" -Force
            [Convert]::ToHexString([IO.File]::ReadAllBytes("$TestDrive/packed")) | Should -Be ([Convert]::ToHexString($packed))
            (Get-R2Error { Read-R2Object "${prefix}packed.json" -AsString -Range 0-9 }).FullyQualifiedErrorId | Should -BeLike 'R2.UndecodableContent,*'
        }

        It 'refuses what is not in its Content-Encoding: <Why>' -ForEach @(
            @{ Why = 'plain text'; Bytes = { [Text.Encoding]::UTF8.GetBytes($text) } }
            @{ Why = 'cut off'; Bytes = { $all = Compress gzip ([Text.Encoding]::UTF8.GetBytes($text * 50)); $all[0..($all.Length - 12)] } }
        ) {
            $null = Write-R2Object -Key "${prefix}not.json" -InputObject ([byte[]](& $Bytes)) -ContentEncoding gzip
            $found = @(Get-R2Error { Read-R2Object "${prefix}not.json" -AsString })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.UndecodableContent,*'
            $found[0].TargetObject | Should -Be "$($at.Bucket)/${prefix}not.json"
        }
    }

    It 'gives bytes that a cast takes, whatever the size: <_>' -ForEach 0, 10, 200000 {
        $bytes = [byte[]]::new($_)
        [Random]::new(1).NextBytes($bytes)
        $null = Write-R2Object -Key "${prefix}bytes-$_" -InputObject $bytes
        [byte[]]$read = Read-R2Object "${prefix}bytes-$_" -AsByteStream
        [Linq.Enumerable]::SequenceEqual($read, $bytes) | Should -BeTrue
        [IO.File]::WriteAllBytes("$TestDrive/bytes", [byte[]](Read-R2Object "${prefix}bytes-$_" -AsByteStream))
        (Get-Item "$TestDrive/bytes").Length | Should -Be $_
        (Read-R2Object "${prefix}bytes-$_" -AsByteStream | Write-R2Object -Key "${prefix}bytes-again").ETag | Should -Be (Get-R2Object "${prefix}bytes-$_").ETag
        Read-R2Object "${prefix}bytes-$_" -AsByteStream | Set-Content "$TestDrive/bytes" -AsByteStream
        (Get-Item "$TestDrive/bytes").Length | Should -Be $_
    }

    It 'gives a command behind it the bytes as they come' {
        $null = Write-R2Object -Key "${prefix}pieces" -InputObject ([byte[]]::new(200000))
        @(Read-R2Object "${prefix}pieces" -AsByteStream | ForEach-Object Length) | Should -Be 65536, 65536, 65536, 3392
    }

    It 'writes where a row says, and nowhere else: <Column>' -ForEach @(@{ Column = 'Path' }, @{ Column = 'LiteralPath' }, @{ Column = 'FullName' }) {
        $here = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $null = 'x' | Write-R2Object -Key "${prefix}row.txt"
        Push-Location $here
        try {
            $made = "Key,$Column", "${prefix}row.txt,$here/out/renamed.txt", "${prefix}row.txt,./relative.txt" | ConvertFrom-Csv | Read-R2Object
        }
        finally { Pop-Location }
        $made.FullName | Sort-Object | Should -Be (Join-Path $here out/renamed.txt), (Join-Path $here relative.txt)
        @(Get-ChildItem $here -Recurse -File).Count | Should -Be 2
    }

    It 'takes the path from a script block' {
        $null = 'x' | Write-R2Object -Key "${prefix}strip/a.txt"
        $made = Get-R2ObjectList -Prefix "${prefix}strip/" | Read-R2Object -Path { "$TestDrive/block/" + ($_.Key -replace '.*/').ToUpper() }
        $made.FullName | Should -Be (Join-Path $TestDrive block/A.TXT)
    }

    It 'refuses a second row for one file, also with -Force' {
        $null = 'x' | Write-R2Object -Key "${prefix}one.txt"
        $null = 'y' | Write-R2Object -Key "${prefix}two.txt"
        foreach ($force in $false, $true) {
            $file = "$TestDrive/$([guid]::NewGuid())"
            $found = @(Get-R2Error { "${prefix}one.txt", "${prefix}two.txt" | Read-R2Object -Path { $file } -Force:$force })
            $found.FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
            Get-Content $file | Should -Be x
        }
    }

    It 'refuses a row whose path is empty, and writes nothing here' {
        $here = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        Push-Location $here
        try { @(Get-R2Error { 'Key,Path', "${prefix}one.txt," | ConvertFrom-Csv | Read-R2Object }).Count | Should -Be 1 } finally { Pop-Location }
        @(Get-ChildItem $here).Count | Should -Be 0
    }

    It 'names the file that was asked for, and no temporary one, where it cannot be written: <Where>' -Skip:(-not $IsLinux) -ForEach @(
        @{ Where = 'a name of 256 bytes'; Path = { "$TestDrive/$('x' * 256)" } }
        @{ Where = '/sys'; Path = { '/sys/kernel/r2-none.txt' } }
        @{ Where = '/proc'; Path = { '/proc/r2-none.txt' } }
    ) {
        $null = 'text' | Write-R2Object -Key "${prefix}unwritable"
        $path = & $Path
        $found = Get-R2Error { Read-R2Object "${prefix}unwritable" $path }
        "$found" | Should -Match ([regex]::Escape($path))
        "$found" | Should -Not -Match '\.r2-'
        $found.FullyQualifiedErrorId | Should -Match '^R2\.(FileError|FileAccessDenied|TargetNotWritable|FileNotFound),'
    }
}
