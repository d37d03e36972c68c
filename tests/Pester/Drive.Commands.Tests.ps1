# The cmdlets of the module with places in drives: what the engine's Copy-Item is refused.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $p = $at.Prefix
    $start = Get-Location
    $file = Join-Path $TestDrive a.css
    [IO.File]::WriteAllText($file, 'a file')
    'css/a.css', 'css/b.css', 'top.txt' | ForEach-Object { $null = Write-R2Object -Key "$p$_" -InputObject "text of $_" }
    function Get-TestKey { (Get-R2ObjectList -Connection $at.Connection -BucketName $at.Bucket -Prefix $p).Key | ForEach-Object { $_.Substring($p.Length) } }
}

AfterAll {
    Set-Location $start
    Close-TestBucket $at
}

Describe 'A place in a drive' {
    BeforeEach { $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p" -Scope Global }

    AfterEach {
        Set-Location $start
        Remove-PSDrive R2 -Scope Global
        Get-R2ObjectList -Prefix "${p}up/" | Remove-R2Object -Confirm:$false
    }

    It 'is written to' {
        (Write-R2Object $file -Destination R2:/up/).Key | Should -Be "${p}up/a.css"
        (Write-R2Object $file -Destination R2:/up/other.css).Key | Should -Be "${p}up/other.css"
        ('text' | Write-R2Object -Destination R2:/up/t.txt).Key | Should -Be "${p}up/t.txt"
        (Write-R2Object $TestDrive -Recurse -Destination R2:/up/).Key | Should -BeLike "${p}up/*/a.css"
        (Write-R2Object $file -Destination "R2:\up\back\").Key | Should -Be "${p}up/back/a.css"
        (Get-R2Error { Write-R2Object $file -Destination R2:/up/ -Key k }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        (Get-R2Error { Write-R2Object $file -Destination nowhere/ }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'is read' {
        Read-R2Object R2:/css/a.css -AsString | Should -Be 'text of css/a.css'
        $read = Read-R2Object R2:/css/a.css, R2:/css/b.css -Path (Join-Path $TestDrive 'down/') -ErrorAction SilentlyContinue
        $read | Should -HaveCount 2
        (Get-R2Object R2:/css/a.css).Key | Should -Be "${p}css/a.css"
        Test-R2Object R2:/css/none | Should -BeFalse
    }

    It 'is listed and measured' {
        (Get-R2ObjectList R2:/css).Key | Should -Be "${p}css/a.css", "${p}css/b.css"
        (Get-R2ObjectList -Prefix R2:/css/b).Key | Should -Be "${p}css/b.css"
        (Measure-R2Object R2:/css).Count | Should -Be 2
    }

    It 'is copied and moved to' {
        $null = Copy-R2Object R2:/css/a.css R2:/up/
        $null = Copy-R2Object R2:/css/a.css R2:/up/x.css
        $null = Move-R2Object R2:/up/x.css R2:/up/y.css
        Get-TestKey | Should -Be css/a.css, css/b.css, top.txt, up/a.css, up/y.css
    }

    It 'may be the current location, for what the line leaves out' {
        Set-Location R2:/css
        (Get-R2ObjectList).Key | Should -Be "${p}css/a.css", "${p}css/b.css"
        (Measure-R2Object).Count | Should -Be 2
        Read-R2Object ./a.css -AsString | Should -Be 'text of css/a.css'
        Read-R2Object ../top.txt -AsString | Should -Be 'text of top.txt'
        Set-Location R2:/up -ErrorAction SilentlyContinue
        Set-Location R2:/css
        (Write-R2Object $file -Destination ../up/).Key | Should -Be "${p}up/a.css"
        (Write-R2Object $file -Destination .).Key | Should -Be "${p}css/a.css"
        Read-R2Object ./a.css -AsString | Should -Be 'a file'
        $null = 'text of css/a.css' | Write-R2Object -Destination ./a.css
        Read-R2Object "${p}css/a.css" -AsString | Should -Be 'text of css/a.css' # a key is a key
    }

    It 'is only a place where there is such a drive' {
        (Get-R2Error { Get-R2Object None:/a.css }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        Test-R2Object ./a.css | Should -BeFalse
    }

    It 'is not left for another bucket of the same line' {
        (Get-R2Error { Get-R2Object R2:/css/a.css -BucketName elsewhere }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'belongs to the connection of its drive, whatever the session uses' {
        Skip-OnR2 'starts an emulator beside'
        $other = Start-R2Emulator $at.Bucket # a bucket of the same name in another account
        try {
            $null = 'not this' | Write-R2Object -Key "${p}css/a.css"
            Read-R2Object R2:/css/a.css -AsString | Should -Be 'text of css/a.css'
            (Get-R2ObjectList R2:/css).Count | Should -Be 2
            $failed = Get-R2Error { Get-ChildItem R2:/css | Remove-R2Object -Confirm:$false }
            $failed.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
            Test-R2Object "${p}css/a.css" | Should -BeTrue
            Get-ChildItem R2:/css | Get-Item | Remove-R2Object -Confirm:$false -ErrorAction SilentlyContinue
            Test-R2Object "${p}css/a.css" | Should -BeTrue
            (Get-ChildItem R2:/css | Read-R2Object -AsString -Connection $at.Connection).Count | Should -Be 2
        }
        finally { Stop-R2Emulator $other }
        Get-TestKey | Should -Be css/a.css, css/b.css, top.txt
    }

    It 'shows at once what a cmdlet has written or removed' {
        Test-Path R2:/up/new.txt | Should -BeFalse
        $null = 'x' | Write-R2Object -Key "${p}up/new.txt"
        Test-Path R2:/up/new.txt | Should -BeTrue
        Remove-R2Object "${p}up/new.txt" -Confirm:$false
        Test-Path R2:/up/new.txt | Should -BeFalse
    }
}

Describe 'Connect-R2 -Drive' {
    It 'makes a drive of its bucket, for the whole session' {
        Skip-OnR2 'connects to the emulator'
        $mine = & { Connect-R2 -Endpoint $at.Emulator.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket -NoDefault -Drive Mine }
        try {
            (Get-PSDrive Mine).Connection | Should -Be $mine
            (Get-ChildItem "Mine:/${p}css").Count | Should -Be 2
            $null = Connect-R2 -Endpoint $at.Emulator.Endpoint -Credential $at.Emulator.Credential -NoDefault -Drive Mine: # again, of buckets
            (Get-ChildItem Mine:/).BucketName | Should -Contain $at.Bucket
            (Get-R2Error { Connect-R2 -Endpoint $at.Emulator.Endpoint -Credential $at.Emulator.Credential -BucketName no-such-bucket -NoDefault -Drive Mine }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        }
        finally { Remove-PSDrive Mine -Scope Global }
    }
}
