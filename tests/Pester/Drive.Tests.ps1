# The drive in the real pwsh: going about, looking, reading, writing, removing.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $root = "$($at.Bucket)/$($at.Prefix)"
    $p = $at.Prefix
    function New-TestObject([string[]] $Key) { $Key | ForEach-Object { $null = Write-R2Object -Key "$p$_" -InputObject "text of $_" } }
    New-TestObject a.txt, b.log, css/a.css, css/deep/x.css, twin, twin/inside, 'Case.txt'
    $start = Get-Location
}

AfterAll {
    Set-Location $start
    Close-TestBucket $at
}

Describe 'A drive of R2' {
    BeforeEach { $null = New-PSDrive -Name R2 -PSProvider R2 -Root $root -Scope Global }

    AfterEach {
        Set-Location $start
        Remove-PSDrive R2 -Scope Global
    }

    It 'is there only where one was made' {
        Remove-PSDrive R2 -Scope Global
        Get-PSDrive -PSProvider R2 | Should -BeNullOrEmpty
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root $root -Scope Global
        (Get-PSDrive R2).Connection | Should -Be $at.Connection
    }

    It 'goes down, up and back' {
        Set-Location R2:/css/deep
        "$PWD".Replace('\', '/') | Should -Be 'R2:/css/deep'
        Set-Location ..
        "$PWD".Replace('\', '/') | Should -Be 'R2:/css'
        Set-Location ../css/./deep/..
        "$PWD".Replace('\', '/') | Should -Be 'R2:/css'
        Set-Location -
        "$PWD".Replace('\', '/') | Should -Be 'R2:/css'
        Set-Location R2:\
        (Get-Location).Path.Replace('\', '/') | Should -Be 'R2:/'
        Set-Location css\deep # the keyboard's backslash
        "$PWD".Replace('\', '/') | Should -Be 'R2:/css/deep'
        (Get-ChildItem).Key | Should -Be "${p}css/deep/x.css"
    }

    It 'does not go to an object, nor to nothing' {
        { Set-Location R2:/a.txt -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
        { Set-Location R2:/none -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'lists objects and folders, with what other commands want of them' {
        $rows = Get-ChildItem R2:/
        ($rows | Where-Object { -not $_.PSIsContainer }).Key | Should -Be "${p}Case.txt", "${p}a.txt", "${p}b.log", "${p}twin"
        ($rows | Where-Object PSIsContainer).Prefix | Should -Be "${p}css/", "${p}twin/"
        $rows | Where-Object PSChildName -EQ css | Should -BeOfType R2.Models.R2Prefix
        $rows[0].PSPath | Should -Be 'R2\R2::R2:/Case.txt'
    }

    It 'chooses by -File, -Directory, -Filter, -Include, -Name and patterns' {
        (Get-ChildItem R2:/ -File).Count | Should -Be 4
        (Get-ChildItem R2:/ -Directory).Prefix | Should -Be "${p}css/", "${p}twin/"
        (Get-ChildItem R2:/ -Filter *.txt).Key | Should -Be "${p}Case.txt", "${p}a.txt"
        (Get-ChildItem R2:/*.log).Key | Should -Be "${p}b.log"
        (Get-ChildItem R2:/c*/*.css).Key | Should -Be "${p}css/a.css"
        (Get-ChildItem R2:/* -Include *.log).Key | Should -Be "${p}b.log"
        Get-ChildItem R2:/css -Name | Should -Be a.css, deep
        (Resolve-Path R2:/css/*).Path.Replace('\', '/') | Should -Be R2:/css/a.css, R2:/css/deep
    }

    It 'tells case apart in patterns, as keys do' {
        Get-ChildItem R2:/case* | Should -BeNullOrEmpty
        (Get-ChildItem R2:/Case*).Key | Should -Be "${p}Case.txt"
    }

    It 'lists what lies deeper, flat or to a depth' {
        (Get-ChildItem R2:/ -Recurse).Key | Should -Be ('Case.txt', 'a.txt', 'b.log', 'css/a.css', 'css/deep/x.css', 'twin', 'twin/inside' | ForEach-Object { "$p$_" })
        (Get-ChildItem R2:/ -Recurse -Filter *.css).Key | Should -Be "${p}css/a.css", "${p}css/deep/x.css"
        (Get-ChildItem R2:/ -Recurse -Directory).Prefix | Should -Be "${p}css/", "${p}css/deep/", "${p}twin/"
        (Get-ChildItem R2:/ -Depth 0).Count | Should -Be 6
        (Get-ChildItem R2:/ -Depth 1 -File).Key | Should -Not -Contain "${p}css/deep/x.css"
        (Get-ChildItem R2:/ -Depth 1 -File).Key | Should -Contain "${p}css/a.css"
    }

    It 'shows an object and a folder of one name, and tells them apart' {
        (Get-Item R2:/twin).Key | Should -Be "${p}twin"
        (Get-Item R2:/twin/).Prefix | Should -Be "${p}twin/"
        Get-Content R2:/twin | Should -Be 'text of twin'
        (Get-ChildItem R2:/twin).Key | Should -Be "${p}twin/inside"
        $rows = Get-ChildItem R2:/ | Where-Object PSChildName -Like twin*
        $rows.Count | Should -Be 2
        ($rows | Get-Item).Count | Should -Be 2
    }

    It 'says what exists' {
        Test-Path R2:/a.txt | Should -BeTrue
        Test-Path R2:/css -PathType Container | Should -BeTrue
        Test-Path R2:/a.txt -PathType Container | Should -BeFalse
        Test-Path R2:/a.txt -PathType Leaf | Should -BeTrue
        Test-Path R2:/none | Should -BeFalse
        Test-Path R2:/cs | Should -BeFalse
        { Get-Item R2:/none -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'
    }

    It 'shows a row again, though it is known by now' {
        1..3 | ForEach-Object { (Get-Item R2:/a.txt).Key | Should -Be "${p}a.txt" }
    }

    It 'hands its rows to the cmdlets of the module' {
        (Get-ChildItem R2:/ -File | Read-R2Object -AsString).Count | Should -Be 4
        (Get-ChildItem R2:/css -Recurse | Measure-R2Object).Count | Should -Be 2
    }

    It 'hands its rows to the commands of the engine' {
        Get-ChildItem R2:/css -File | Get-Content | Should -Be 'text of css/a.css'
        Get-ChildItem R2:/css | Test-Path | Should -Be $true, $true
    }

    It 'keeps the connection that it was made with' {
        Skip-OnR2 'starts an emulator beside'
        $other = Start-R2Emulator other-bucket
        try {
            (Get-R2Connection).BucketName | Should -Be other-bucket
            (Get-ChildItem R2:/css -File).Key | Should -Be "${p}css/a.css"
        }
        finally { Stop-R2Emulator $other }
    }

    It 'makes objects and folders, and does not overwrite them' {
        $made = New-Item R2:/new/n.txt -Value 'first'
        $made.Key | Should -Be "${p}new/n.txt"
        { New-Item R2:/new/n.txt -Value 'second' -ErrorAction Stop } | Should -Throw -ErrorId 'R2.ObjectExists,*'
        Get-Content R2:/new/n.txt | Should -Be first
        $null = New-Item R2:/new/n.txt -Value 'second' -Force
        Get-Content R2:/new/n.txt | Should -Be second
        (New-Item R2:/new/sub -ItemType Directory).Prefix | Should -Be "${p}new/sub/"
        Test-Path R2:/new/sub -PathType Container | Should -BeTrue
        New-Item R2:/new/what-if -Value x -WhatIf
        Test-Path R2:/new/what-if | Should -BeFalse
    }

    It 'removes what is named, and nothing else' {
        New-TestObject rm/a, rm/a/1, rm/a/2, rm/ab, rm/A
        Remove-Item R2:/rm/a -WhatIf
        Test-Path R2:/rm/a | Should -BeTrue
        Remove-Item R2:/rm/a
        (Get-ChildItem R2:/rm -Recurse).Key | Should -Be ('rm/A', 'rm/a/1', 'rm/a/2', 'rm/ab' | ForEach-Object { "$p$_" })
        New-TestObject rm/a
        Remove-Item R2:/rm/a/ -Recurse
        (Get-ChildItem R2:/rm -Recurse).Key | Should -Be ('rm/A', 'rm/a', 'rm/ab' | ForEach-Object { "$p$_" })
        Remove-Item R2:/rm/a*
        (Get-ChildItem R2:/rm).Key | Should -Be "${p}rm/A"
        Remove-Item R2:/rm -Recurse
        Test-Path R2:/rm | Should -BeFalse
        { Remove-Item R2:/ -Recurse -ErrorAction Stop } | Should -Throw
        Test-Path R2:/a.txt | Should -BeTrue
    }
}

Describe 'A drive of buckets' {
    BeforeEach { $null = New-PSDrive -Name All -PSProvider R2 -Root '' -Scope Global }

    AfterEach { Remove-PSDrive All -Scope Global }

    It 'lists buckets, and goes into them' {
        (Get-ChildItem All:/).BucketName | Should -Contain $at.Bucket
        (Get-ChildItem "All:/$root" -File).Key | Should -Contain "${p}a.txt"
        Get-Content "All:/${root}a.txt" | Should -Be 'text of a.txt'
        (Get-Item "All:/$($at.Bucket)") | Should -BeOfType R2.Models.R2Bucket
    }

    It 'neither makes nor removes buckets' {
        Skip-OnR2 'must not lose its bucket'
        (Get-R2Error { Remove-Item "All:/$($at.Bucket)" -Recurse }).FullyQualifiedErrorId | Should -BeLike 'R2.DriveNotSupported,*'
        (Get-R2Error { New-Item All:/new-bucket -ItemType Directory }).FullyQualifiedErrorId | Should -BeLike 'R2.DriveNotSupported,*'
        Test-R2Bucket $at.Bucket | Should -BeTrue
    }
}
