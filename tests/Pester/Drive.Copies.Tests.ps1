# Copying, moving and renaming within drives: the server does it, nothing comes down.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $p = $at.Prefix
    function New-TestObject([string[]] $Key) { $Key | ForEach-Object { $null = Write-R2Object -Key "$p$_" -InputObject "text of $_" } }
    function Get-TestKey { (Get-R2ObjectList -Prefix $p).Key | ForEach-Object { $_.Substring($p.Length) } }
}

AfterAll { Close-TestBucket $at }

Describe 'Within a drive' {
    BeforeEach {
        Get-R2ObjectList -Prefix $p | Remove-R2Object -Confirm:$false
        New-TestObject a.txt, dir/1, dir/sub/2, to/
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p" -Scope Global
    }

    BeforeAll {
        function New-TestObject([string[]] $Key) {
            $Key | ForEach-Object { if ($_.EndsWith('/')) { $null = Write-R2Object -Key "$p$_" -InputObject '' } else { $null = Write-R2Object -Key "$p$_" -InputObject "text of $_" } }
        }
    }

    AfterEach { Remove-PSDrive R2 -Scope Global }

    It 'Copy-Item copies an object, to a name and into a folder' {
        Copy-Item R2:/a.txt R2:/b.txt
        Copy-Item R2:/a.txt R2:/dir
        Copy-Item R2:/a.txt R2:/new/
        Get-TestKey | Should -Be a.txt, b.txt, dir/1, dir/a.txt, dir/sub/2, new/a.txt, to/
        Get-Content R2:/dir/a.txt | Should -Be 'text of a.txt'
        (Copy-Item R2:/a.txt R2:/c.txt -PassThru).Key | Should -Be "${p}c.txt"
        Copy-Item R2:/a.txt R2:/d.txt -WhatIf
        Test-Path R2:/d.txt | Should -BeFalse
    }

    It 'Copy-Item copies a folder, under a new name or into one that is there' {
        Copy-Item R2:/dir R2:/copy -Recurse
        Copy-Item R2:/dir R2:/to -Recurse
        Get-TestKey | Should -Be a.txt, copy/1, copy/sub/2, dir/1, dir/sub/2, to/, to/dir/1, to/dir/sub/2
    }

    It 'Copy-Item without -Recurse copies the folder alone' {
        Copy-Item R2:/dir R2:/only
        Get-TestKey | Should -Contain only/
        Get-TestKey | Should -Not -Contain only/1
    }

    It 'does not put a folder into itself' {
        (Get-R2Error { Copy-Item R2:/dir R2:/dir/sub -Recurse }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        (Get-R2Error { Move-Item R2:/dir R2:/dir/sub }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        Get-TestKey | Should -Be a.txt, dir/1, dir/sub/2, to/
    }

    It 'Move-Item moves objects and folders, and overwrites nothing without -Force' {
        Move-Item R2:/a.txt R2:/to
        Move-Item R2:/dir R2:/moved
        Get-TestKey | Should -Be moved/1, moved/sub/2, to/, to/a.txt
        New-TestObject a.txt
        (Get-R2Error { Move-Item R2:/a.txt R2:/to }).FullyQualifiedErrorId | Should -BeLike 'R2.ObjectExists,*'
        Get-TestKey | Should -Contain a.txt
        Move-Item R2:/a.txt R2:/to -Force
        Get-TestKey | Should -Be moved/1, moved/sub/2, to/, to/a.txt
    }

    It 'Rename-Item renames where it is' {
        Rename-Item R2:/dir/1 one
        Rename-Item R2:/dir/sub below
        Get-TestKey | Should -Be a.txt, dir/below/2, dir/one, to/
        (Get-R2Error { Rename-Item R2:/dir/one else/where }) | Should -Not -BeNullOrEmpty
        (Get-R2Error { Rename-Item R2:/dir/one below }).FullyQualifiedErrorId | Should -BeNullOrEmpty
        Get-TestKey | Should -Be a.txt, dir/below, dir/below/2, to/
    }

    It 'takes the rows of listings' {
        Get-ChildItem R2:/dir -File | Copy-Item -Destination R2:/to
        Get-TestKey | Should -Contain to/1
        Get-ChildItem R2:/dir -Recurse | Move-Item -Destination R2:/to -Force
        Get-TestKey | Should -Be a.txt, to/, to/1, to/2
    }

    It 'copies between two drives of one connection, though one bucket begins as the other' {
        $null = New-PSDrive -Name Sub -PSProvider R2 -Root "$($at.Bucket)/${p}dir"
        Copy-Item R2:/a.txt Sub:/b.txt
        Get-TestKey | Should -Contain dir/b.txt
        Copy-Item Sub:/1 R2:/one
        Get-Content R2:/one | Should -Be 'text of dir/1'
    }

    It 'asks the server twice and no more to copy an object' {
        Skip-OnR2 "counts the emulator's requests"
        $null = Get-Item R2:/a.txt
        $at.Emulator.Requests.Clear()
        Copy-Item R2:/a.txt R2:/to
        $at.Emulator.Requests.CountOf('CopyObject') | Should -Be 1
        $at.Emulator.Requests.CountOf('GetObject') | Should -Be 0
    }
}

Describe 'Between drives of two connections' {
    It 'nothing is copied, and the error says how' {
        Skip-OnR2 'starts an emulator beside'
        New-TestObject a.txt
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p"
        # A bucket of the same name in another account.
        $other = Start-R2Emulator $at.Bucket
        try {
            $null = New-PSDrive -Name Other -PSProvider R2 -Root "$($at.Bucket)/$p"
            $failed = Get-R2Error { Copy-Item R2:/a.txt Other:/a.txt }
            $failed.FullyQualifiedErrorId | Should -BeLike 'R2.DriveNotSupported,*'
            Get-R2ObjectList | Should -BeNullOrEmpty
        }
        finally { Stop-R2Emulator $other }
    }

    It 'the engine refuses files, and the remedy works' {
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p"
        Set-Content (Join-Path $TestDrive up.txt) up
        (Get-R2Error { Copy-Item (Join-Path $TestDrive up.txt) R2:/up.txt }).FullyQualifiedErrorId | Should -BeLike 'CopyItemSourceAndDestinationNotSameProvider,*'
        $null = Write-R2Object (Join-Path $TestDrive up.txt) -Destination R2:/
        Get-Content R2:/up.txt | Should -Be up
        (Get-Help about_R2_Drive | Out-String) -split "`n" | Where-Object { $_ -match '\S' } | Select-Object -Skip 3 -First 1 | Should -Match 'Copying between a drive of R2 and another drive is refused'
    }
}
