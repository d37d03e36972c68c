# Which files a path names, and what of a tree is stored.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Write-R2Object, files' {
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
