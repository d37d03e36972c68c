BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    'a.txt', 'sub/b.txt', 'sub/c.log' | ForEach-Object { $null = Write-R2Object -Key "$prefix$_" -InputObject ([byte[]]::new(1KB)) }
    $null = Write-R2Object -Key "${prefix}sub/rare" -InputObject ([byte[]]::new(10)) -StorageClass STANDARD_IA
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Measure-R2Object' {
    It 'counts objects and bytes below a prefix' {
        $measure = Measure-R2Object -Prefix $prefix
        $measure | Should -BeOfType R2.Models.R2Measure
        $measure.Count, $measure.Size | Should -Be 4, 3082
        $measure.BucketName | Should -Be $at.Bucket
        $measure.Oldest | Should -BeLessOrEqual $measure.Newest
    }

    It 'counts by storage class' {
        (Measure-R2Object -Prefix $prefix).StorageClasses | ForEach-Object { "$($_.StorageClass) $($_.Count) $($_.Size)" } | Should -Be 'STANDARD 3 3072', 'STANDARD_IA 1 10'
    }

    It 'counts by folder' {
        Measure-R2Object -Prefix $prefix -Delimiter / | ForEach-Object { "$($_.Prefix) $($_.Count) $($_.Size)" } | Sort-Object |
            Should -Be "$prefix 1 1024", "${prefix}sub/ 3 2058"
    }

    It 'narrows by patterns' {
        (Measure-R2Object -Prefix $prefix -Include *.txt).Count | Should -Be 2
        (Measure-R2Object -Prefix $prefix -Include *.txt -Exclude */sub/*).Count | Should -Be 1
    }

    It 'counts what is piped to it, with no request' {
        $listed = Get-R2ObjectList -Prefix $prefix
        if ($at.Emulator) { $at.Emulator.Requests.Clear() }
        ($listed | Where-Object Size -GT 100 | Measure-R2Object).Size | Should -Be 3072
        if ($at.Emulator) { $at.Emulator.Requests.Count | Should -Be 0 }
    }

    It 'is zero below a prefix that has nothing, and an error for a bucket that is missing' {
        (Measure-R2Object -Prefix "${prefix}none/").Count | Should -Be 0
        Skip-OnR2 'asks for a bucket that is not there'
        (Get-R2Error { Measure-R2Object none-at-all }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
    }

    It 'shows the size for people' {
        Measure-R2Object -Prefix $prefix | Out-String -Width 120 | Should -Match '3\.0 KB'
    }

    It 'says and shows the share of each part' {
        $parts = Measure-R2Object -Prefix $prefix -Delimiter /
        $parts | ForEach-Object { [Math]::Round($_.Share, 3) } | Should -Be 0.668, 0.332
        (Measure-R2Object -Prefix $prefix).Share | Should -BeNullOrEmpty
        $shown = $parts | Out-String -Width 80
        $shown | Should -Match "\u2588{6}\u258b +67 % $prefix"
        $shown | Should -Match "\u2588{3}\u258d +33 % $prefix"
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($parts))
        $back | Out-String -Width 80 | Should -Match '\u2588{6}\u258b +67 %'
    }

    It 'tells all of a bucket from what lies in no folder' {
        Skip-OnR2 'measures all of it'
        Measure-R2Object | Out-String -Width 80 | Should -Match '- +\(all\)'
        $null = 'x' | Write-R2Object -Key top
        Measure-R2Object -Delimiter / | Out-String -Width 80 | Should -Match '0 % \(none\)'
        Remove-R2Object top -Confirm:$false
    }
}
