BeforeDiscovery { . $PSScriptRoot/Import.ps1 }

BeforeAll {
    . $PSScriptRoot/Import.ps1
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $source = Join-Path $TestDrive source.txt
    Set-Content $source 'from a file' -NoNewline
    $null = Write-R2Object -Key "${prefix}a.txt" -InputObject 'text of a.txt'
}

AfterAll { Close-TestBucket $at }

Describe 'Files of Windows' -Skip:(-not $IsWindows) {
    It 'neither reads nor writes a stream within a file' {
        (Get-R2Error { Write-R2Object -LiteralPath "${source}:stream" -Key "${prefix}stream" })[0].FullyQualifiedErrorId | Should -Match '^R2\.(NotAFile|FileNotFound|InvalidArgument)'
        Test-R2Object "${prefix}stream" | Should -BeFalse
        (Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "${source}:stream" -Force })[0].FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable*'
        Get-Content $source | Should -Be 'from a file'
    }

    It 'writes no file over the device <_>' -ForEach 'NUL', 'CON', 'COM1' {
        $made = Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "\\.\$_" -Force }
        $made[0].FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable*'
    }

    It 'refuses the key <_>, which is no name there, and escapes it when asked' -ForEach 'CON', 'nul.txt', 'COM1.log', 'dot.', 'blank ', 'a:b', 'what?' {
        $null = 'x' | Write-R2Object -Key "${prefix}odd/$_"
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        (Get-R2Error { Read-R2Object "${prefix}odd/$_" -Path "$folder\" })[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath*'
        Get-ChildItem $folder -Recurse -File | Should -BeNullOrEmpty
        $file = Read-R2Object "${prefix}odd/$_" -Path "$folder\" -SanitizeNames
        [IO.File]::ReadAllText($file.FullName) | Should -Be 'x'
        [uri]::UnescapeDataString($file.Name) | Should -BeExactly $_
        Remove-R2Object "${prefix}odd/$_" -Confirm:$false
    }

    It 'refuses the second of two keys that differ by case alone' {
        $null = 'x' | Write-R2Object -Key "${prefix}case/Same"
        $null = 'y' | Write-R2Object -Key "${prefix}case/same"
        $folder = Join-Path $TestDrive case
        $failed = Get-R2Error { Get-R2ObjectList -Prefix "${prefix}case/" | Read-R2Object -Path $folder }
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey*'
        @(Get-ChildItem $folder -Recurse -File).Count | Should -Be 1
    }

    It 'uploads a file that another has open and shares for <_>' -ForEach 'Read', 'ReadWrite', 'ReadWrite, Delete' {
        $open = [IO.File]::Open($source, 'Open', 'Read', $_)
        try { (Write-R2Object -LiteralPath $source -Key "${prefix}open").Key | Should -Be "${prefix}open" } finally { $open.Dispose() }
    }

    It 'says of a file that another holds alone that it cannot be read, and goes on' {
        $other = Join-Path $TestDrive other.txt
        Set-Content $other x
        $open = [IO.File]::Open($source, 'Open', 'ReadWrite', 'None')
        try { $failed = Get-R2Error { Write-R2Object -LiteralPath $source, $other -Prefix "${prefix}held/" } } finally { $open.Dispose() }
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'R2.SourceUnreadable*'
        Test-R2Object "${prefix}held/other.txt" | Should -BeTrue
    }

    It 'leaves a read-only target, and one that another holds, as they are' {
        $target = Join-Path $TestDrive target.txt
        Set-Content $target before -NoNewline
        Set-ItemProperty $target IsReadOnly $true
        (Get-R2Error { Read-R2Object "${prefix}a.txt" -Path $target -Force })[0].FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable*'
        Set-ItemProperty $target IsReadOnly $false
        $open = [IO.File]::Open($target, 'Open', 'Read', 'Read')
        try { @(Get-R2Error { Read-R2Object "${prefix}a.txt" -Path $target -Force }).Count | Should -Be 1 } finally { $open.Dispose() }
        [IO.File]::ReadAllText($target) | Should -Be before
        @(Get-ChildItem $TestDrive -Force -Filter '.target.txt.r2-*').Count | Should -Be 0
    }

    It 'takes <_>' -ForEach 'a drive-relative path', 'a path below \\?\', 'a path of more than 260 characters', 'a folder with a backslash at its end' {
        $folder = (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
        $path = switch -Wildcard ($_) {
            'a drive*' { "$($folder.Substring(0, 2))x.txt" }
            '*\\?\' { "\\?\$folder\x.txt" }
            '*260*' { "$folder\$('long' * 50)\$('name' * 50)\x.txt" }
            default { "$folder\" }
        }
        Push-Location -LiteralPath $folder
        try {
            $file = Read-R2Object "${prefix}a.txt" -Path $path
            [IO.File]::ReadAllText($file.FullName) | Should -Be 'text of a.txt'
            $file.FullName.TrimStart('\', '?') | Should -BeLike "$folder\*"
            (Write-R2Object -LiteralPath $file.FullName -Key "${prefix}back").Size | Should -Be 13
        }
        finally { Pop-Location }
    }

    It 'warns of a backslash in -Prefix, which is a good key all the same' {
        $written = Write-R2Object -LiteralPath $source -Prefix "${prefix}win\" -WarningVariable warned -WarningAction SilentlyContinue
        $written.Key | Should -Be "${prefix}win\source.txt"
        "$warned" | Should -BeLike "*-Prefix '${prefix}win/'*"
        $null = Write-R2Object -LiteralPath $source -Prefix "${prefix}win/" -WarningVariable warned
        $warned.Count | Should -Be 0
    }

    It 'warns of a backslash in the prefix of a list where it finds nothing' {
        Get-R2ObjectList -Prefix "${prefix}none\" -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -BeLike "*-Prefix '${prefix}none/'*"
    }

    It 'keeps the line ends and the mark of text that Windows writes' {
        $text = Join-Path $TestDrive crlf.txt
        [IO.File]::WriteAllText($text, "one`r`ntwo`r`n", [Text.UTF8Encoding]::new($true))
        $null = Write-R2Object -LiteralPath $text -Key "${prefix}crlf"
        Read-R2Object "${prefix}crlf" -AsString | Should -Be "one`r`ntwo`r`n"
        [Convert]::ToHexString((Read-R2Object "${prefix}crlf" -AsByteStream -Raw)) | Should -Be ([Convert]::ToHexString([IO.File]::ReadAllBytes($text)))
    }

    It 'uploads what is hidden, of the system or read-only, also within a folder' {
        $folder = (New-Item (Join-Path $TestDrive attributes) -ItemType Directory).FullName
        'Hidden', 'System', 'ReadOnly' | ForEach-Object {
            [IO.File]::WriteAllText("$folder\$_.txt", $_)
            [IO.File]::SetAttributes("$folder\$_.txt", $_)
        }
        (Write-R2Object $folder -Recurse -Prefix $prefix).Key | Sort-Object | Should -Be "${prefix}attributes/Hidden.txt", "${prefix}attributes/ReadOnly.txt", "${prefix}attributes/System.txt"
        (Write-R2Object "$folder\" -Recurse -Prefix "${prefix}in/").Key | Sort-Object | Should -Be "${prefix}in/Hidden.txt", "${prefix}in/ReadOnly.txt", "${prefix}in/System.txt"
    }

    It 'leaves a file hidden that it replaces' {
        $target = Join-Path $TestDrive hidden.txt
        [IO.File]::WriteAllText($target, 'before')
        [IO.File]::SetAttributes($target, 'Hidden, System')
        $null = Read-R2Object "${prefix}a.txt" -Path $target -Force
        [IO.File]::ReadAllText($target) | Should -Be 'text of a.txt'
        [IO.File]::GetAttributes($target) -band [IO.FileAttributes]'Hidden, System' | Should -Be 'Hidden, System'
    }

    It 'replaces a target that another opens and shares for <_> once it is closed, or says who is in the way' -ForEach 'Read', 'ReadWrite, Delete' {
        $target = Join-Path $TestDrive "shared.txt"
        [IO.File]::WriteAllText($target, 'before')
        $open = [IO.File]::Open($target, 'Open', 'Read', $_)
        try { $failed = @(Get-R2Error { $null = Read-R2Object "${prefix}a.txt" -Path $target -Force }) } finally { $open.Dispose() }
        if ($failed) { "$($failed[0])" | Should -BeLike "*$target*another program has it open*" }
        [IO.File]::ReadAllText($target) | Should -Be ($failed ? 'before' : 'text of a.txt')
        $null = Read-R2Object "${prefix}a.txt" -Path $target -Force
        [IO.File]::ReadAllText($target) | Should -Be 'text of a.txt'
    }

    It 'says of a path with the quotes of the clipboard that there is none, and makes no file of that name' {
        $quoted = "`"$source`""
        (Get-R2Error { Write-R2Object -Path $quoted -Key "${prefix}quoted" })[0].FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound*'
        (Get-R2Error { Write-R2Object -LiteralPath $quoted -Key "${prefix}quoted" })[0].FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound*'
        @(Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "`"$TestDrive\quoted.txt`"" }).Count | Should -Be 1
        Test-R2Object "${prefix}quoted" | Should -BeFalse
        Get-ChildItem $TestDrive -Filter '*quoted*' | Should -BeNullOrEmpty
    }

    It 'takes a path of another drive of PowerShell, names with brackets, and a file by another case' {
        $drive = New-PSDrive -Name R2Windows -PSProvider FileSystem -Root $TestDrive
        try {
            Set-Content -LiteralPath (Join-Path $TestDrive 'a [1].txt') x -NoNewline
            (Write-R2Object -LiteralPath 'R2Windows:\a [1].txt' -Prefix $prefix).Key | Should -Be "${prefix}a [1].txt"
            (Write-R2Object -Path 'R2Windows:\a `[1`].txt' -Prefix $prefix).Key | Should -Be "${prefix}a [1].txt"
            (Write-R2Object -LiteralPath R2Windows:\SOURCE.TXT -Key "${prefix}case").Size | Should -Be 11
            (Read-R2Object "${prefix}a.txt" -Path R2Windows:\from-a-drive.txt).FullName | Should -Be (Join-Path $TestDrive from-a-drive.txt)
        }
        finally { $drive | Remove-PSDrive }
    }

    It 'reads and writes a share of this machine' {
        $share = "\\localhost\$($TestDrive[0])`$$("$TestDrive".Substring(2))"
        if (-not (Test-Path -LiteralPath $share)) { Set-ItResult -Skipped -Because 'this machine shares no drive with its administrator (Wine shares none)' }
        (Write-R2Object -LiteralPath "$share\source.txt" -Key "${prefix}share").Size | Should -Be 11
        (Read-R2Object "${prefix}share" -Path "$share\from-a-share.txt").Length | Should -Be 11
        (Get-R2Error { Read-R2Object "${prefix}share" -Path '\\localhost\pipe\r2' })[0].FullyQualifiedErrorId | Should -BeLike 'R2.TargetNotWritable*'
    }

    It 'writes through no junction that leads out of the folder' {
        $outside = (New-Item (Join-Path $TestDrive outside) -ItemType Directory).FullName
        $inside = (New-Item (Join-Path $TestDrive inside) -ItemType Directory).FullName
        try { $null = New-Item -ItemType Junction "$inside\$($prefix.TrimEnd('/'))" -Target $outside -ErrorAction Stop } catch { Set-ItResult -Skipped -Because "there are no junctions here: $_" }
        (Get-R2Error { Read-R2Object "${prefix}a.txt" -Path "$inside\" -Force })[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnsafePath*'
        Get-ChildItem $outside | Should -BeNullOrEmpty
    }
}
