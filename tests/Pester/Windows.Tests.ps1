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

    It 'keeps the line ends and the mark of text that Windows writes' {
        $text = Join-Path $TestDrive crlf.txt
        [IO.File]::WriteAllText($text, "one`r`ntwo`r`n", [Text.UTF8Encoding]::new($true))
        $null = Write-R2Object -LiteralPath $text -Key "${prefix}crlf"
        Read-R2Object "${prefix}crlf" -AsString | Should -Be "one`r`ntwo`r`n"
        [Convert]::ToHexString((Read-R2Object "${prefix}crlf" -AsByteStream -Raw)) | Should -Be ([Convert]::ToHexString([IO.File]::ReadAllBytes($text)))
    }
}
