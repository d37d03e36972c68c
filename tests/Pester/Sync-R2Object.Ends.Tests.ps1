# The ends of a sync as other tools name them: one text each.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $p = "$($at.Prefix)ends/"
    $start = Get-Location
    $site = Join-Path $TestDrive site
    $null = New-Item -ItemType Directory "$site/css"
    [IO.File]::WriteAllText("$site/index.html", 'index')
    [IO.File]::WriteAllText("$site/css/main.css", 'body')
    $how = @{ StatePath = Join-Path $TestDrive state }
    function Get-TestKey([string] $Below = '') { (Get-R2ObjectList -Connection $at.Connection -BucketName $at.Bucket -Prefix "$p$Below") | ForEach-Object { $_.Key.Substring($p.Length) } }
    function Get-TestCopy { Join-Path $TestDrive ([guid]::NewGuid()) }
}

AfterAll {
    Set-Location $start
    Close-TestBucket $at
}

Describe 'The ends of a sync' {
    BeforeEach { $to = "r2://$($at.Bucket)/$p" }

    AfterEach { Get-R2ObjectList -BucketName $at.Bucket -Prefix $p | Remove-R2Object -BucketName $at.Bucket -Confirm:$false }

    It 'may be addresses, in all three directions' {
        $up = Sync-R2Object $site "${to}www" @how
        $up.Uploaded, $up.Destination | Should -Be 2, "${to}www/"
        $copy = Get-TestCopy
        (Sync-R2Object "${to}www" $copy @how).Downloaded | Should -Be 2
        Get-Content "$copy/css/main.css" -Raw | Should -Be body
        (Sync-R2Object "${to}www" "${to}old/" @how).Copied | Should -Be 2
        Get-TestKey | Should -Be old/css/main.css, old/index.html, www/css/main.css, www/index.html
        Compare-R2Object $site "${to}old" -Quiet @how | Should -BeTrue
        Compare-R2Object "${to}www" "${to}old" -Quiet @how | Should -BeTrue
        Compare-R2Object -Source "${to}www" -Destination $copy -Quiet @how | Should -BeTrue
    }

    It 'may be an address at one end, and parameters at the other' {
        $null = Sync-R2Object -LiteralPath $site -Destination "${to}www" @how
        (Sync-R2Object -BucketName $at.Bucket -Prefix "${p}www" -Destination "${to}x" @how).Copied | Should -Be 2
        (Sync-R2Object -BucketName $at.Bucket -Prefix "${p}www" -Destination (Get-TestCopy) @how).Downloaded | Should -Be 2
        Compare-R2Object -BucketName $at.Bucket -Prefix "${p}www" -Destination $site -Quiet @how | Should -BeTrue
        (Sync-R2Object -BucketName $at.Bucket -Prefix "${p}www" -DestinationBucket $at.Bucket -DestinationPrefix "${p}y" @how).Copied | Should -Be 2
    }

    It 'are what rows lead back to' {
        Compare-R2Object $site "${to}www" @how | Sync-R2Object @how | ForEach-Object Uploaded | Should -Be 2
        Compare-R2Object "${to}www" "${to}rows" @how | Sync-R2Object "${to}www" "${to}rows" @how | ForEach-Object Copied | Should -Be 2
        $rows = Compare-R2Object $site "${to}one" @how
        (Sync-R2Object -InputObject $rows[0] @how).Uploaded | Should -Be 1
        $copy = Get-TestCopy
        Compare-R2Object "${to}www" $copy @how | Sync-R2Object -BucketName $at.Bucket -Prefix "${p}www" -Destination $copy @how | ForEach-Object Downloaded | Should -Be 2
    }

    It 'are refused where they say too much, or too little' -ForEach @(
        @{ Line = { Sync-R2Object }; Why = '*no folder*' }
        @{ Line = { Compare-R2Object -BucketName $at.Bucket -Prefix $p }; Why = '*no folder*' }
        @{ Line = { Sync-R2Object "${to}www" }; Why = '*nothing says what is synced to*' }
        @{ Line = { Sync-R2Object $site $TestDrive }; Why = '*both are folders*' }
        @{ Line = { Sync-R2Object $site "${to}www" -BucketName $at.Bucket }; Why = '*one of them once more*' }
        @{ Line = { Sync-R2Object "${to}www" $site -Prefix www }; Why = '*one of them once more*' }
        @{ Line = { Sync-R2Object $site s3://web/www }; Why = '*r2://bucket*' }
        @{ Line = { Sync-R2Object s3://web/www $site }; Why = '*r2://bucket*' }
        @{ Line = { Sync-R2Object "${to}www/*" (Get-TestCopy) }; Why = '*-Include*' }
        @{ Line = { Sync-R2Object $site "${to}www" -NoDestinationListing -Delete -Confirm:$false }; Why = '*list*' }
        @{ Line = { Sync-R2Object "${to}www" $site -DestinationConnection $at.Connection }; Why = '*-DestinationConnection*' }
    ) {
        $refused = Get-R2Error $Line
        $refused.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        "$refused" | Should -BeLike $Why
        Get-TestKey | Should -BeNullOrEmpty
    }

    It 'may be places in a drive' {
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p" -Scope Global
        try {
            (Sync-R2Object $site R2:/www @how).Uploaded | Should -Be 2
            $copy = Get-TestCopy
            (Sync-R2Object R2:\www $copy @how).Downloaded | Should -Be 2
            (Sync-R2Object R2:/www/ R2:/old @how).Copied | Should -Be 2
            (Sync-R2Object R2:/www "${to}x" @how).Copied | Should -Be 2
            Compare-R2Object R2:/www $copy -Quiet @how | Should -BeTrue
            Compare-R2Object $copy "R2:/www" -Quiet @how | Should -BeTrue
        }
        finally { Remove-PSDrive R2 -Scope Global }
    }

    It 'stay in the folder of a drive that is the current location' {
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p" -Scope Global
        try {
            'keep', 'css/old' | ForEach-Object { $null = $_ | Write-R2Object -BucketName $at.Bucket -Key "$p$_" }
            Set-Location R2:/css
            (Compare-R2Object $site @how).Key | Should -Be css/main.css, index.html, old
            $done = Sync-R2Object -Path $site -Delete -Confirm:$false @how
            $done.Uploaded, $done.Deleted | Should -Be 2, 1
            Get-TestKey | Should -Be css/css/main.css, css/index.html, keep
            $copy = Get-TestCopy
            (Sync-R2Object -Destination $copy @how).Downloaded | Should -Be 2
            (Sync-R2Object . ../beside @how).Copied | Should -Be 2
            (Sync-R2Object css ../inner @how).Copied | Should -Be 1
            Get-TestKey beside | Should -Be beside/css/main.css, beside/index.html
            Get-TestKey inner | Should -Be inner/main.css
            (Sync-R2Object $site "${to}www" @how).Uploaded | Should -Be 2
            (Get-R2Error { Sync-R2Object ./css @how }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        }
        finally {
            Set-Location $start
            Remove-PSDrive R2 -Scope Global
        }
    }

    It 'belong to the connection of their drive, whatever the session uses' {
        Skip-OnR2 'starts an emulator beside'
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root "$($at.Bucket)/$p" -Scope Global
        $other = Start-R2Emulator $at.Bucket # a bucket of the same name in another account
        try {
            (Sync-R2Object $site R2:/www @how).Uploaded | Should -Be 2
            Get-R2ObjectList | Should -BeNullOrEmpty
            (Sync-R2Object R2:/www "r2://$($at.Bucket)/there" -DestinationConnection (Get-R2Connection) @how).Copied | Should -Be 2
            (Get-R2ObjectList).Key | Should -Be there/css/main.css, there/index.html
            (Get-R2Error { Sync-R2Object $site R2:/www -DestinationConnection (Get-R2Connection) }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        }
        finally {
            Stop-R2Emulator $other
            Remove-PSDrive R2 -Scope Global
        }
        Get-TestKey | Should -Be www/css/main.css, www/index.html
    }

    It 'may have empty folders, hidden files, and no list' {
        $null = New-Item -ItemType Directory "$site/void" -Force
        [IO.File]::WriteAllText("$site/.env", 'x')
        if ($IsWindows) { [IO.File]::SetAttributes("$site/.env", 'Hidden') }
        $summary = Sync-R2Object $site "${to}www" -EmptyFolder Marker -Hidden Skip -NoDestinationListing @how
        $summary.Uploaded, $summary.HeadRequests | Should -Be 3, 3
        Get-TestKey | Should -Be www/css/main.css, www/index.html, www/void/
        Compare-R2Object $site "${to}www" @how | ForEach-Object { "$_" } | Should -Be '+ .env'
        $copy = Get-TestCopy
        $null = Sync-R2Object "${to}www" $copy @how
        Test-Path "$copy/void" -PathType Container | Should -BeTrue
    }
}

Describe 'Rows of two servers' {
    BeforeAll {
        $to = "r2://$($at.Bucket)/$p"
        $mine = Start-R2Emulator other
        $other = Get-R2Connection
        $here = $how + @{ Connection = $at.Connection }
    }

    AfterAll {
        Stop-R2Emulator $mine
    }

    It 'go where they were compared, or nowhere' {
        $null = Sync-R2Object $site "${to}servers" @here
        $rows = Compare-R2Object "${to}servers" "r2://other/servers" -DestinationConnection $other @here
        "$(Get-R2Error { $rows | Sync-R2Object @here })" | Should -BeLike '*add the -DestinationConnection*'
        "$(Get-R2Error { $rows | Sync-R2Object -Connection $other @how })" | Should -BeLike '*add the -Connection*'
        Get-R2ObjectList -BucketName other -Connection $other | Should -BeNullOrEmpty
        ($rows | Sync-R2Object -DestinationConnection $other @here).Copied | Should -Be @($rows).Count
        (Get-R2ObjectList -BucketName other -Connection $other).Count | Should -Be @($rows).Count
    }

    It 'of a folder have no connection of their own' {
        $rows = Compare-R2Object "${to}servers" "$TestDrive/servers" @here
        "$(Get-R2Error { $rows | Sync-R2Object -DestinationConnection $other @here })" | Should -BeLike '*-DestinationConnection is that of a destination which is a bucket*'
    }
}
