BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $to = "$($at.Prefix)compared/"
    $root = Join-Path $TestDrive compared
    $null = New-Item -ItemType Directory "$root/sub"
    'same', 'changed', 'sub/new' | ForEach-Object { [IO.File]::WriteAllText("$root/$_", $_) }
    $null = Write-R2Object -Key "${to}same" -InputObject ([Text.Encoding]::UTF8.GetBytes('same'))
    $null = Write-R2Object -Key "${to}changed" -InputObject ([Text.Encoding]::UTF8.GetBytes('CHANGED'))
    $null = Write-R2Object -Key "${to}old" -InputObject ([Text.Encoding]::UTF8.GetBytes('old'))
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Compare-R2Object' {
    It 'shows what differs, with the signs of rclone, in the order of the keys' {
        $rows = Compare-R2Object $root -Prefix $to
        $rows | Should -BeOfType R2.R2Difference
        $rows | ForEach-Object { "$_" } | Should -Be '* changed', '- old', '+ sub/new'
        $rows[0].Reason, $rows[0].SourceSize, $rows[0].DestinationSize | Should -Be ChecksumDiffers, 7, 7
    }

    It 'shows what is the same where it is asked to' {
        Compare-R2Object $root -Prefix $to -IncludeEqual | ForEach-Object { "$_" } | Should -Be '* changed', '- old', '= same', '+ sub/new'
    }

    It 'says whether all is the same' {
        Compare-R2Object $root -Prefix $to -Quiet | Should -BeFalse
        Compare-R2Object $root -Prefix $to -Include same -Quiet | Should -BeTrue
    }

    It 'writes the report of rclone check' {
        Compare-R2Object $root -Prefix $to -Combined "$TestDrive/report" -Quiet | Should -BeFalse
        Get-Content "$TestDrive/report" | Should -Be '* changed', '- old', '= same', '+ sub/new'
        [IO.File]::ReadAllText("$TestDrive/report") | Should -Not -Match "`r"
    }

    It 'compares byte by byte' {
        Compare-R2Object $root -Prefix $to -Download | ForEach-Object { "$_" } | Should -Be '* changed', '- old', '+ sub/new'
    }

    It 'compares by size alone' {
        Compare-R2Object $root -Prefix $to -CompareBy Size | ForEach-Object { "$_" } | Should -Be '- old', '+ sub/new'
    }

    It 'compares the other way round' {
        Compare-R2Object -Prefix $to -Destination $root | ForEach-Object { "$_" } | Should -Be '* changed', '+ old', '- sub/new'
    }

    It 'changes nothing' {
        (Get-R2ObjectList -Prefix $to).Count | Should -Be 3
        (Get-ChildItem $root -Recurse -File).Count | Should -Be 3
    }
}
