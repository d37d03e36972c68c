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
        $file.FullName | Should -Be "$TestDrive/copy.txt"
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

    It 'goes on where a connection broke' {
        Skip-OnR2 "needs the emulator's faults"
        $null = Write-R2Object -Key "${prefix}long" -InputObject ([byte[]]::new(300KB))
        $fault = [R2.Emulator.Fault]::DropResponseBodyAfter(100KB)
        $fault.Operation, $fault.Times = 'GetObject', 1
        $at.Emulator.Faults.Add($fault)
        (Read-R2Object "${prefix}long" -Path "$TestDrive/long").Length | Should -Be 300KB
    }
}
