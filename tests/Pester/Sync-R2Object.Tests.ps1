BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    function New-Tree([string] $Name, [hashtable] $Files) {
        $root = Join-Path $TestDrive $Name
        $null = New-Item -ItemType Directory $root -Force
        foreach ($file in $Files.GetEnumerator()) {
            $path = Join-Path $root $file.Key
            $null = New-Item -ItemType Directory (Split-Path $path) -Force
            [IO.File]::WriteAllText($path, $file.Value)
        }
        $root
    }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Sync-R2Object' {
    BeforeEach {
        $to = "${prefix}$([guid]::NewGuid().ToString('n'))/"
        $site = New-Tree ([guid]::NewGuid().ToString('n')) @{ 'index.html' = 'index'; 'css/main.css' = 'body'; 'empty.txt' = '' }
        $state = @{ StatePath = Join-Path $TestDrive state }
    }

    It 'uploads a folder, emits one summary, and finds nothing to do then' {
        $summary = Sync-R2Object $site -Prefix $to @state
        $summary | Should -BeOfType R2.R2SyncSummary
        $summary.Uploaded, $summary.Complete, $summary.BytesTransferred | Should -Be 3, $true, 9
        (Get-R2ObjectList -Prefix $to).Key | Should -Be "${to}css/main.css", "${to}empty.txt", "${to}index.html"
        $again = Sync-R2Object $site -Prefix $to @state
        $again.Uploaded, $again.Equal, $again.ClassA, $again.ClassB | Should -Be 0, 3, 1, 0
    }

    It 'sends a change of equal size, and no touched file' {
        $null = Sync-R2Object $site -Prefix $to @state
        [IO.File]::WriteAllText("$site/index.html", 'INDEX')
        (Get-Item "$site/css/main.css").LastWriteTime = Get-Date
        Sync-R2Object $site -Prefix $to -PassThru @state | ForEach-Object { "$($_.Action) $($_.Reason) $($_.Key) $($_.Done)" } | Should -Be 'Upload ChecksumDiffers index.html True'
        Read-R2Object "${to}index.html" -AsString | Should -Be 'INDEX'
    }

    It 'downloads to a folder that is not there yet' {
        $null = Sync-R2Object $site -Prefix $to @state
        $copy = Join-Path $TestDrive "copy-$([guid]::NewGuid())"
        (Sync-R2Object -Prefix $to -Destination $copy @state).Downloaded | Should -Be 3
        Get-Content "$copy/css/main.css" -Raw | Should -Be 'body'
        (Sync-R2Object -Prefix $to -Destination $copy @state).Equal | Should -Be 3
    }

    It 'copies within the bucket' {
        $null = Sync-R2Object $site -Prefix "${to}a" @state
        (Sync-R2Object -Prefix "${to}a" -DestinationBucket $at.Bucket -DestinationPrefix "${to}b" @state).Copied | Should -Be 3
        (Compare-R2Object -Prefix "${to}a" -DestinationBucket $at.Bucket -DestinationPrefix "${to}b" -Quiet @state) | Should -BeTrue
    }

    It 'shows with -WhatIf every row that a run then does, and changes nothing' {
        $null = Sync-R2Object $site -Prefix $to @state
        [IO.File]::WriteAllText("$site/new.txt", 'new')
        [IO.File]::WriteAllText("$site/index.html", 'longer than before')
        Remove-Item "$site/empty.txt"
        $plan = Sync-R2Object $site -Prefix $to -Delete -WhatIf -SummaryVariable foreseen @state
        $plan | ForEach-Object { "$($_.Action) $($_.Key) $($_.Done)" } | Should -Be 'Delete empty.txt False', 'Upload index.html False', 'Upload new.txt False'
        $foreseen.DryRun, $foreseen.Uploaded, $foreseen.Deleted | Should -Be $true, 2, 1
        (Get-R2ObjectList -Prefix $to).Count | Should -Be 3
        $done = Sync-R2Object $site -Prefix $to -Delete -PassThru -Confirm:$false @state
        $done | ForEach-Object { "$($_.Action) $($_.Reason) $($_.Key)" } | Sort-Object | Should -Be ($plan | ForEach-Object { "$($_.Action) $($_.Reason) $($_.Key)" } | Sort-Object)
    }

    It 'deletes nothing where the source is missing or empty' {
        $null = Sync-R2Object $site -Prefix $to @state
        $void = New-Tree ([guid]::NewGuid().ToString('n')) @{}
        (Get-R2Error { Sync-R2Object $void -Prefix $to -Delete -Confirm:$false @state }).FullyQualifiedErrorId | Should -BeLike 'R2.SyncSourceEmpty,*'
        (Get-R2Error { Sync-R2Object "$void/none" -Prefix $to -Delete -Confirm:$false @state }).FullyQualifiedErrorId | Should -BeLike 'R2.SyncSourceMissing,*'
        (Get-R2Error { Sync-R2Object $site -Include none -Prefix $to -Delete -MaxDelete '10%' -Confirm:$false @state }) | Should -BeNullOrEmpty
        (Get-R2ObjectList -Prefix $to).Count | Should -Be 3
    }

    It 'refuses more deletions than -MaxDelete, as a number or in percent' {
        $null = Sync-R2Object $site -Prefix $to @state
        Remove-Item "$site/css" -Recurse
        foreach ($most in 0, '10%') {
            (Get-R2Error { Sync-R2Object $site -Prefix $to -Delete -MaxDelete $most -Confirm:$false @state }).FullyQualifiedErrorId | Should -BeLike 'R2.SyncMaxDelete,*'
        }
        (Get-R2Error { Sync-R2Object $site -Prefix $to -Delete -MaxDelete many -Confirm:$false @state }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        (Sync-R2Object $site -Prefix $to -Delete -MaxDelete 50% -Confirm:$false @state).Deleted | Should -Be 1
    }

    It 'takes rows of Compare-R2Object, all or some, also from CSV, and does what it would by itself' {
        [IO.File]::WriteAllText("$site/other.txt", 'other')
        Compare-R2Object $site -Prefix $to @state | Where-Object Key -Like *.css | Sync-R2Object -PassThru @state | ForEach-Object Key | Should -Be 'css/main.css'
        $null = 'old' | Write-R2Object -Key "${to}old"
        $rows = Compare-R2Object $site -Prefix $to @state | ConvertTo-Csv | ConvertFrom-Csv
        $rows | Sync-R2Object -Delete -PassThru -Confirm:$false @state | ForEach-Object { "$($_.Action) $($_.Key)" } | Sort-Object |
            Should -Be 'Delete old', 'Upload empty.txt', 'Upload index.html', 'Upload other.txt'
        Compare-R2Object $site -Prefix $to -Quiet @state | Should -BeTrue
        Compare-R2Object $site -Prefix $to @state | Sync-R2Object | Should -BeNullOrEmpty
    }

    It 'refuses rows of anything else' {
        (Get-R2Error { Get-ChildItem $site | Sync-R2Object })[0].FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        (Get-R2Error { Compare-R2Object $site -Prefix $to @state | Sync-R2Object $site -Prefix "${to}elsewhere" @state }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        Get-R2ObjectList -Prefix $to | Should -BeNullOrEmpty
    }

    It 'takes no rows of another server' {
        $rows = Compare-R2Object $site -Prefix $to @state | Select-Object *
        $rows | ForEach-Object { $_.DestinationEndpoint = 'https://elsewhere.example/' }
        $refused = Get-R2Error { $rows | Sync-R2Object @state }
        $refused.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        "$refused" | Should -BeLike '*at https://elsewhere.example/*works at http*-Connection*'
    }

    It 'takes only the keys of a list, without listing' {
        'index.html', '# a comment', '', 'none.txt' | Set-Content "$TestDrive/keys.txt"
        $summary = Sync-R2Object $site -Prefix $to -FilesFrom "$TestDrive/keys.txt" @state
        $summary.Uploaded | Should -Be 1
        if ($at.Emulator) { $summary.ClassA | Should -Be 1 }
    }

    It 'sends pages last' {
        $rows = Sync-R2Object $site -Prefix $to -Last *.html -PassThru @state
        $rows[-1].Key | Should -Be 'index.html'
    }

    It 'shares the work among shards, whose summaries become one' {
        $summaries = 0..2 | ForEach-Object { Sync-R2Object $site -Prefix $to -Shard "$_/3" @state }
        ($summaries | Measure-Object Uploaded -Sum).Sum | Should -Be 3
        $kept = $summaries | ForEach-Object { $_ | ConvertTo-Json } | ForEach-Object { $_ | ConvertFrom-Json | Select-Object * -ExcludeProperty Duration }
        $all = [R2.R2SyncSummary]::Merge([R2.R2SyncSummary[]]$kept)
        $all.Uploaded, $all.Complete | Should -Be 3, $true
        { [R2.R2SyncSummary]::Merge([R2.R2SyncSummary[]]$kept[0, 1]) } | Should -Throw '*shards 2 of 3*'
        $env:R2_SHARD_INDEX, $env:R2_SHARD_COUNT = '1', '3'
        try { (Sync-R2Object $site -Prefix $to -Shard Auto @state).ShardIndex | Should -Be 1 } finally { $env:R2_SHARD_INDEX = $env:R2_SHARD_COUNT = $null }
    }

    It 'corrects headers without sending the bytes' {
        $null = Sync-R2Object $site -Prefix $to @state
        $rows = Sync-R2Object $site -Prefix $to -CompareMetadata -CacheControl no-store -PassThru @state
        $rows.Action | Select-Object -Unique | Should -Be UpdateMetadata
        (Get-R2Object "${to}index.html").CacheControl | Should -Be no-store
        Sync-R2Object $site -Prefix $to -CompareMetadata -CacheControl no-store -PassThru @state | Should -BeNullOrEmpty
    }

    It 'writes an error for each key that fails, one for the whole, and leaves $? false' {
        Skip-OnR2 'needs the emulator to refuse a key'
        $null = 'old' | Write-R2Object -Key "${to}old"
        $refused = [R2.Emulator.Fault]::Status(403, 'AccessDenied')
        $refused.Operation = 'PutObject'
        $at.Emulator.Faults.Add($refused)
        try {
            $found = @(Get-R2Error { Sync-R2Object $site -Prefix $to -Delete -Confirm:$false @state })
            $null = Sync-R2Object $site -Prefix $to -ErrorAction SilentlyContinue @state
            $? | Should -BeFalse
        } finally {
            $at.Emulator.Faults.Clear()
        }
        $found | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Sort-Object | Should -Be R2.AccessDenied, R2.AccessDenied, R2.AccessDenied, R2.SyncIncomplete
        "$($found[-1])" | Should -BeLike '*3 keys failed*1 deletion*held back*'
        $found[0].TargetObject | Should -BeLike "$($at.Bucket)/${to}*"
        Test-R2Object "${to}old" | Should -BeTrue
        $null = Sync-R2Object $site -Prefix $to @state
        $? | Should -BeTrue
    }

    It 'is shown for people' {
        Sync-R2Object $site -Prefix $to @state | Out-String | Should -Match 'Transferred\s*: 3, '
        Compare-R2Object $site -Prefix "${to}none" @state | Out-String -Width 120 | Should -Match '\+\s+NotAtDestination'
    }
}
