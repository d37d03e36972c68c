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

    It 'stores metadata that reads back equal: [<_>]' -ForEach @(
        'annual  report', 'ABC ', ' ABC', "tab`tin", "line`nend", '{"a":  1}', 'Grüße 日本', '=?utf-8?Q?raw?=', '=?utf-8?B?w7w=?=', ''
    ) {
        $null = 'x' | Write-R2Object -Key "${prefix}meta" -Metadata @{ note = $_ }
        (Get-R2Object "${prefix}meta").Metadata['note'] | Should -BeExactly $_
        $null = Copy-R2Object "${prefix}meta" "${prefix}meta2" -Metadata @{ note = $_ }
        (Set-R2ObjectMetadata "${prefix}meta2" -Metadata @{ other = $_ }).Metadata['note'] | Should -BeExactly $_
        (Get-R2Object "${prefix}meta2").Metadata['other'] | Should -BeExactly $_
    }

    It 'writes numbers and dates of metadata alike in culture <_>' -ForEach '', 'de-DE', 'th-TH', 'ar-SA' {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $_
        try {
            $null = 'x' | Write-R2Object -Key "${prefix}dates" -Metadata @{
                ratio = 1.5; count = 1000000; price = 12.30d; ok = $true; day = [DayOfWeek]::Friday; id = [guid]::Empty
                utc = [datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); at = [datetimeoffset]::new(2026, 1, 2, 3, 4, 5, [timespan]'2:00')
                date = [DateOnly]::new(2026, 1, 2); time = [TimeOnly]::new(3, 4, 5); long = [timespan]'1:30:00'; local = [datetime]::new(2026, 1, 2, 3, 4, 5)
            }
        }
        finally { [cultureinfo]::CurrentCulture = $before }
        $stored = (Get-R2Object "${prefix}dates").Metadata
        'ratio', 'count', 'price', 'ok', 'day', 'id', 'utc', 'at', 'date', 'time', 'long' | ForEach-Object { $stored[$_] } | Should -Be @(
            '1.5', '1000000', '12.30', 'True', 'Friday', [guid]::Empty.ToString(), '2026-01-02T03:04:05.0000000Z', '2026-01-02T03:04:05.0000000+02:00'
            '2026-01-02', '03:04:05.0000000', 'PT1H30M')
        $stored['local'] | Should -Match '^2026-01-02T03:04:05\.0000000[+-]\d\d:\d\d$'
        [datetimeoffset]::Parse($stored['local'], [cultureinfo]::InvariantCulture).LocalDateTime | Should -Be ([datetime]::new(2026, 1, 2, 3, 4, 5))
    }

    It 'refuses metadata that is not one text, and names it: <Name>' -ForEach @(
        @{ Name = 'tags'; Value = 'a', 'b'; Said = 'list' }
        @{ Name = 'owner'; Value = @{ name = 'me' }; Said = 'hashtable' }
        @{ Name = 'thing'; Value = [pscustomobject]@{ a = 1 }; Said = 'object' }
        @{ Name = 'file'; Value = [IO.FileInfo]'x'; Said = 'object' }
        @{ Name = 'script'; Value = { 1 }; Said = 'object' }
        @{ Name = 'nothing'; Value = $null; Said = '$null' }
        @{ Name = 'half'; Value = "x$([char]0xd83c)"; Said = 'surrogate' }
        @{ Name = 'na me'; Value = 'x'; Said = 'not valid' }
    ) {
        $found = @(Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" -Metadata @{ $Name = $Value; good = 'x' } })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        "$($found[0])" | Should -BeLike "*'$Name'*"
        "$($found[0])".Contains($Said) | Should -BeTrue
        "$($found[0])" | Should -Not -Match 'System\.'
        Test-R2Object "${prefix}refused" | Should -BeFalse
    }

    It 'refuses metadata whose names differ in case alone' {
        $both = [hashtable]::new([StringComparer]::Ordinal)
        $both['Note'] = 1; $both['note'] = 2
        (Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" -Metadata $both }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        (Get-R2Error { Start-R2MultipartUpload "${prefix}refused" -Metadata $both }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        Get-R2MultipartUpload -Prefix "${prefix}refused" | Should -BeNullOrEmpty
    }

    It 'stores a download name of any script as RFC 6266 has it' {
        $null = 'x' | Write-R2Object -Key "${prefix}named" -ContentDisposition 'attachment; filename="Übersicht–2026.pdf"'
        (Get-R2Object "${prefix}named").ContentDisposition | Should -Be "attachment; filename=`"_bersicht_2026.pdf`"; filename*=UTF-8''%C3%9Cbersicht%E2%80%932026.pdf"
        (Invoke-WebRequest (New-R2PresignedUrl "${prefix}named" -ResponseContentDisposition 'inline; filename=ü').Url).Headers['Content-Disposition'] |
            Should -Be "inline; filename=`"_`"; filename*=UTF-8''%C3%BC"
    }

    It 'refuses a header that holds what no header can: <Name>' -ForEach @(
        @{ Name = 'ContentLanguage'; Value = 'Österreichisch' }, @{ Name = 'CacheControl'; Value = "no-store`r`nX: y" }, @{ Name = 'ContentType'; Value = "text/plain`0" }
    ) {
        $with = @{ $Name = $Value }
        $found = Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" @with }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        Test-R2Object "${prefix}refused" | Should -BeFalse
        $with = @{ "Response$Name" = $Value }
        (Get-R2Error { New-R2PresignedUrl "${prefix}refused" @with }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
    }

    It 'encodes text as told, says so in the media type, and reads it back: <Name>' -ForEach @(
        @{ Name = 'utf8'; Charset = 'utf-8'; Size = 7 }, @{ Name = 'utf8NoBOM'; Charset = 'utf-8'; Size = 7 }, @{ Name = 'utf8BOM'; Charset = 'utf-8'; Size = 10 }
        @{ Name = 'unicode'; Charset = 'utf-16'; Size = 14 }, @{ Name = 'bigendianunicode'; Charset = 'utf-16BE'; Size = 14 }, @{ Name = 'utf32'; Charset = 'utf-32'; Size = 28 }
        @{ Name = 'latin1'; Charset = 'iso-8859-1'; Size = 6 }, @{ Name = 'windows-1252'; Charset = 'windows-1252'; Size = 6 }, @{ Name = 1252; Charset = 'windows-1252'; Size = 6 }
    ) {
        ('aü b', 'x' | Write-R2Object -Key "${prefix}encoded.txt" -Encoding $Name).Size | Should -Be $Size
        (Get-R2Object "${prefix}encoded.txt").ContentType | Should -Be "text/plain; charset=$Charset"
        Read-R2Object "${prefix}encoded.txt" -AsString | Should -BeExactly "aü b`nx"
        $null = 'ü' | Write-R2Object -Key "${prefix}encoded.csv" -Encoding $Name -ContentType text/csv
        (Get-R2Object "${prefix}encoded.csv").ContentType | Should -Be "text/csv; charset=$Charset"
    }

    It 'refuses text that the encoding cannot write, and stores nothing: <Why>' -ForEach @(
        @{ Why = 'piped'; Text = 'ü'; With = @{ Encoding = 'ascii' } }, @{ Why = 'the third piece'; Text = 'a', 'b', '€'; With = @{ Encoding = 'latin1' } }
        @{ Why = 'half a surrogate pair'; Text = "x$([char]0xd83c)"; With = @{} }, @{ Why = 'after much'; Text = @('a' * 400000) * 4 + '€'; With = @{ Encoding = 'latin1' } }
    ) {
        $found = @(Get-R2Error { $Text | Write-R2Object -Key "${prefix}unencodable" @With })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnencodableText,*'
        if ($Why -notin 'the third piece', 'after much') {
            $found = @(Get-R2Error { Write-R2Object -Key "${prefix}unencodable" -InputObject $Text @With })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnencodableText,*'
        }
        Test-R2Object "${prefix}unencodable" | Should -BeFalse
    }

    It 'gives text that it encodes its charset, whatever the extension: <Key>' -ForEach @(
        @{ Key = 's2.txt'; Type = 'text/plain; charset=utf-8' }, @{ Key = 's1.html'; Type = 'text/html; charset=utf-8' }, @{ Key = 'S.CSS'; Type = 'text/css; charset=utf-8' }
        @{ Key = 'none'; Type = 'text/plain; charset=utf-8' }, @{ Key = 'x.json'; Type = 'application/json' }
    ) {
        $null = 'ü' | Write-R2Object -Key "${prefix}$Key"
        (Get-R2Object "${prefix}$Key").ContentType | Should -Be $Type
    }

    It 'takes the media type from the key, and from the file where the key tells nothing' {
        (Get-R2Object (Write-R2Object "$TestDrive/files/one.txt" -Key "${prefix}a.html").Key).ContentType | Should -Be text/html
        (Get-R2Object (Write-R2Object "$TestDrive/files/one.txt" -Key "${prefix}a").Key).ContentType | Should -Be text/plain
        $made = Get-Item "$TestDrive/files/one.txt" | Write-R2Object -Key { "${prefix}$($_.BaseName).css" }
        (Get-R2Object $made.Key).ContentType | Should -Be text/css
        $upload = Start-R2MultipartUpload "${prefix}parts.html"
        $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject x
        $null = $upload | Complete-R2MultipartUpload
        (Get-R2Object "${prefix}parts.html").ContentType | Should -Be text/html
        $null = Copy-R2Object "${prefix}parts.html" "${prefix}parts.css" -Metadata @{ a = 1 }
        (Get-R2Object "${prefix}parts.css").ContentType | Should -Be text/css
        $null = Copy-R2Object "${prefix}parts.html" "${prefix}same.css"
        (Get-R2Object "${prefix}same.css").ContentType | Should -Be text/html
    }

    Context 'links, and what else stands in folders' -Skip:$IsWindows {
        BeforeAll {
            $at2 = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
            [IO.File]::WriteAllText("$at2/real.bin", 'x' * 5000)
            & ln -s real.bin "$at2/link.bin"
            & ln -s "$at2/real.bin" "$at2/absolute.bin"
            & ln -s link.bin "$at2/to-link.bin"
            & mkfifo "$at2/pipe"
            $null = New-Item -ItemType Directory "$at2/tree/sub"
            [IO.File]::WriteAllText("$at2/tree/a.bin", 'a')
            & ln -s ../../real.bin "$at2/tree/sub/link.bin"
            & ln -s nothing "$at2/tree/dangling"
            & ln -s loop "$at2/tree/loop"
            & ln -s sub "$at2/tree/to-folder"
            & mkfifo "$at2/tree/sub/pipe"
        }

        It 'stores the file behind a link: <Line>' -ForEach @(
            @{ Line = 'Write-R2Object ./link.bin -Key $key' }
            @{ Line = 'Write-R2Object ./absolute.bin -Key $key' }
            @{ Line = 'Write-R2Object ./to-link.bin -Key $key' }
            @{ Line = 'Write-R2Object -LiteralPath ./link.bin -Key $key' }
            @{ Line = 'Write-R2Object ./to-li* -Key $key' }
            @{ Line = 'Get-Item ./link.bin | Write-R2Object -Key $key' }
            @{ Line = 'Get-ChildItem -File ./link.bin | Write-R2Object -Key $key' }
            @{ Line = '[pscustomobject]@{ FullName = "$at2/link.bin"; Key = $key } | Write-R2Object' }
        ) {
            $key = "$prefix$([guid]::NewGuid())"
            Push-Location $at2
            try { (& ([scriptblock]::Create($Line))).Size | Should -Be 5000 } finally { Pop-Location }
            Read-R2Object $key -AsString | Should -BeExactly ('x' * 5000)
        }

        It 'writes the files of a tree and those behind its links, and names what is neither' {
            $in = "$prefix$([guid]::NewGuid())/"
            $written = Write-R2Object "$at2/tree" -Recurse -Prefix $in -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable warned -WarningAction SilentlyContinue
            $? | Should -BeFalse
            $written | ForEach-Object { "$($_.Key.Substring($in.Length)) $($_.Size)" } | Sort-Object | Should -Be 'tree/a.bin 1', 'tree/sub/link.bin 5000'
            $failed | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]) $(Split-Path $_.TargetObject -Leaf)" } | Sort-Object |
                Should -Be 'R2.BrokenLink dangling', 'R2.BrokenLink loop', 'R2.NotAFile pipe'
            $warned | Should -BeLike '*tree/to-folder*was not followed*'
            (Get-R2ObjectList -Prefix $in).Count | Should -Be 2
        }

        It 'refuses <_> unopened, and goes on' -ForEach '/dev/zero', '/dev/null', 'pipe' {
            $key = "$prefix$([guid]::NewGuid())"
            $failed = Get-R2Error { $script:there = Join-Path $at2 $_ | Where-Object { Test-Path $_ }; $null = Write-R2Object ($there ?? $_), "$at2/real.bin" -Prefix "$key/" }
            $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NotAFile,*'
            $failed.ErrorDetails.RecommendedAction | Should -BeLike '*-InputObject*OpenRead*'
            (Get-R2ObjectList -Prefix $key).Key | Should -Be "$key/real.bin"
        }

        It 'stores what comes out of a pipe that somebody has opened' {
            $key = "$prefix$([guid]::NewGuid())"
            $writer = Start-ThreadJob { [IO.File]::WriteAllText($args[0], 'through the pipe') } -ArgumentList "$at2/pipe"
            $null = Write-R2Object -Key $key -InputObject ([IO.File]::OpenRead("$at2/pipe"))
            $null = $writer | Receive-Job -Wait -AutoRemoveJob
            Read-R2Object $key -AsString | Should -Be 'through the pipe'
        }

        It 'reads <_> to its end' -Skip:(-not $IsLinux) -ForEach '/proc/version', '/proc/filesystems' {
            $key = "$prefix$([guid]::NewGuid())"
            (Write-R2Object $_ -Key $key).Size | Should -Be ([IO.File]::ReadAllBytes($_).Length)
            (Get-Item $_ | Write-R2Object -Key "$key/piped").Size | Should -Be ([IO.File]::ReadAllBytes($_).Length)
        }

        It 'keeps a file that others write to out of the way of the rest' {
            $logs = (New-Item -ItemType Directory "$at2/logs").FullName
            1..4 | ForEach-Object { "l$_" | Set-Content "$logs/$_.log" }
            $shared = [IO.File]::Open("$logs/2.log", 'Append', 'Write', 'ReadWrite')
            $locked = [IO.File]::Open("$logs/3.log", 'Open', 'ReadWrite', 'None')
            try { $written = Write-R2Object $logs -Recurse -Prefix "$prefix$([guid]::NewGuid())/" -ErrorAction SilentlyContinue -ErrorVariable failed; $? | Should -BeFalse }
            finally { $locked.Dispose(); $shared.Dispose() }
            $written.Key | Split-Path -Leaf | Sort-Object | Should -Be 1.log, 2.log, 4.log
            $failed.FullyQualifiedErrorId | Should -BeLike 'R2.SourceUnreadable,*'
        }
    }

    It 'writes hidden and empty files of a tree' {
        $site = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())/site/.well-known" -Force).Parent.FullName
        'x' | Set-Content "$site/.htaccess"; 'x' | Set-Content "$site/.well-known/a.txt"; [IO.File]::WriteAllText("$site/zero.txt", '')
        $in = "$prefix$([guid]::NewGuid())/"
        $null = Write-R2Object $site -Recurse -Prefix $in
        (Get-R2ObjectList -Prefix $in).Key | ForEach-Object { $_.Substring($in.Length) } | Should -Be site/.htaccess, site/.well-known/a.txt, site/zero.txt
    }

    It 'finds a name with brackets by -LiteralPath and from the pipeline, and says so of -Path' {
        $in = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        [IO.File]::WriteAllText("$in/scan [2026].csv", 'x')
        $key = "$prefix$([guid]::NewGuid())/"
        (Get-R2Error { Write-R2Object "$in/scan [2026].csv" }).ErrorDetails.RecommendedAction | Should -BeLike '*-LiteralPath*'
        (Write-R2Object -LiteralPath "$in/scan [2026].csv" -Prefix $key).Key | Should -Be "${key}scan [2026].csv"
        (Get-ChildItem "$in/*.csv" | Write-R2Object -Prefix "${key}p/").Key | Should -Be "${key}p/scan [2026].csv"
        Split-Path -Leaf (Get-R2ObjectList -Prefix "${key}p/" | Read-R2Object -Path "$in/in [1]").FullName | Should -Be 'scan [2026].csv'
    }

    It 'follows PowerShell''s drives and location, and refuses drives of other providers' {
        $in = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $null = New-PSDrive R2Files FileSystem $in
        'x' | Set-Content -NoNewline R2Files:/a.txt
        (Write-R2Object R2Files:/a.txt -Key "${prefix}drive").Size | Should -Be 1
        Push-Location R2Files:/
        try {
            (Write-R2Object a.txt -Key "${prefix}located").Size | Should -Be 1
            (Read-R2Object "${prefix}located" -Path sub/b.txt).FullName | Should -Be ([IO.Path]::Combine($in, 'sub', 'b.txt'))
        }
        finally { Pop-Location; Remove-PSDrive R2Files }
        (Get-R2Error { Write-R2Object Env:PATH }).CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'refuses a second file whose key is another spelling of the first: <Line>' -Skip:($IsMacOS) -ForEach @(
        @{ Line = 'Write-R2Object $in -Recurse -Prefix $to' }
        @{ Line = 'Write-R2Object $in/*.txt -Prefix $to' }
        @{ Line = 'Write-R2Object -LiteralPath $files -Prefix $to' }
        @{ Line = 'Get-ChildItem $in | Write-R2Object -Prefix $to' }
        @{ Line = '$files | Get-Item | Write-R2Object -Prefix $to' }
    ) {
        $in = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $files = "$in/$([char]0xE9).txt", "$in/e$([char]0x301).txt"
        $files | ForEach-Object { [IO.File]::WriteAllText($_, $_) }
        $to = "$prefix$([guid]::NewGuid())/"
        $failed = Get-R2Error { $null = & ([scriptblock]::Create($Line)) }
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
        @(Get-R2ObjectList -Prefix $to).Count | Should -Be 1
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
        "$told" | Should -BeLike '*stood at its end, at 6 of 6 bytes*'
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

    It 'signs, dates and types alike in culture <_>' -ForEach 'th-TH', 'ar-SA', 'fa-IR', 'tr-TR', 'de-DE' {
        $before = [cultureinfo]::CurrentCulture, [cultureinfo]::DefaultThreadCurrentCulture
        [cultureinfo]::CurrentCulture = $_; [cultureinfo]::DefaultThreadCurrentCulture = $_
        try {
            $null = 'x' | Write-R2Object -Key "${prefix}TITLE/INDEX.HTML" -Expires '2027-02-01T03:04:05Z'
            $stored = Get-R2Object "${prefix}TITLE/INDEX.HTML"
            $read = (Invoke-WebRequest (New-R2PresignedUrl $stored.Key -ExpiresIn 0:05:00).Url).Content
        }
        finally { [cultureinfo]::CurrentCulture, [cultureinfo]::DefaultThreadCurrentCulture = $before }
        $stored.ContentType, $stored.Expires, $read | Should -Be 'text/html; charset=utf-8', 'Mon, 01 Feb 2027 03:04:05 GMT', 'x'
    }

    It 'says which parameter takes a folder where -Key is given for all of its files' {
        $null = New-Item -ItemType Directory "$TestDrive/tree/in" -Force
        'x' | Set-Content "$TestDrive/tree/in/a.txt"
        $found = Get-R2Error { Write-R2Object "$TestDrive/tree" -Recurse -Key "${prefix}one" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        "$found" | Should -Match ([regex]::Escape("-Prefix '${prefix}one/'"))
        Test-R2Object "${prefix}one" | Should -BeFalse
    }

    It 'says of a file whose name is not UTF-8 what it is, and how to rename it' -Skip:(-not $IsLinux) {
        $folder = (New-Item -ItemType Directory "$TestDrive/latin" -Force).FullName
        & /bin/sh -c 'cd "$1" && printf x > "$(printf "caf\351.txt")" && printf y > fine.txt' sh $folder
        $made = @(Write-R2Object $folder -Recurse -Prefix "${prefix}latin/" -ErrorAction SilentlyContinue -ErrorVariable failed)
        $made.Key | Should -Be "${prefix}latin/latin/fine.txt"
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'R2.NameNotUtf8,*'
        "$($failed[0])" | Should -Match 'not UTF-8'
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'convmv'
        & rm -rf $folder # PowerShell cannot
        (Get-R2Error { Write-R2Object "$folder/caf$([char]0xFFFD).txt" -Key "${prefix}one" }).FullyQualifiedErrorId | Should -BeLike 'R2.NameNotUtf8,*'
    }
}
