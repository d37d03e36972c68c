BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Move-R2Object' {
    BeforeEach {
        $id = [guid]::NewGuid().ToString('N').Substring(0, 8)
        $source = "${prefix}$id/source"
        $null = 'text' | Write-R2Object -Key $source -ContentType text/plain -Metadata @{ author = 'me' } -StorageClass STANDARD_IA
    }

    It 'moves within the bucket, with metadata and storage class' {
        $made = Move-R2Object $source "${prefix}$id/target"
        $made | Should -BeOfType R2.Models.R2ObjectInfo
        $info = Get-R2Object "${prefix}$id/target"
        $info.ContentType, $info.Metadata['author'], $info.StorageClass | Should -Be text/plain, me, STANDARD_IA
        Read-R2Object "${prefix}$id/target" -AsString | Should -Be text
        Test-R2Object $source | Should -Be $false
    }

    It 'moves what is piped to it, each to a key made of its own' {
        $null = 'more' | Write-R2Object -Key "$source-2"
        $null = Get-R2ObjectList -Prefix $source | Move-R2Object -DestinationKey { $_.Key -replace 'source', 'done' }
        (Get-R2ObjectList -Prefix "${prefix}$id/done").Key | Should -Be "${prefix}$id/done", "${prefix}$id/done-2"
        Test-R2Object $source | Should -Be $false
    }

    It 'moves to another bucket' {
        Skip-OnR2 'needs a bucket of its own'
        $null = New-R2Bucket "other-$id"
        $null = Move-R2Object $source -DestinationBucketName "other-$id"
        Read-R2Object -BucketName "other-$id" $source -AsString | Should -Be text
        Test-R2Object $source | Should -Be $false
    }

    It 'gives new metadata in place of the old, or with it' {
        (Move-R2Object $source "${prefix}$id/a" -Metadata @{ tier = '2' } -MetadataDirective Merge).Metadata.Keys | Sort-Object | Should -Be author, tier
        (Copy-R2Object "${prefix}$id/a" "${prefix}$id/b" -Metadata @{ only = '1' }).Metadata.Keys | Should -Be only
    }

    It 'leaves a target that is there where it is told to' {
        $null = 'kept' | Write-R2Object -Key "${prefix}$id/kept"
        $found = Get-R2Error { Move-R2Object $source "${prefix}$id/kept" -DestinationIfNoneMatch '*' }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        Read-R2Object "${prefix}$id/kept" -AsString | Should -Be kept
        Test-R2Object $source | Should -BeTrue
    }

    It 'does nothing under -WhatIf, and nothing where somebody says no' {
        Move-R2Object $source "${prefix}$id/target" -WhatIf
        $run = Invoke-Answering No "Move-R2Object '$source' '${prefix}$id/target' -Confirm -Connection `$connection"
        $run.Questions | Should -Be "Performing the operation `"Move $($at.Bucket)/$source`" on target `"$($at.Bucket)/${prefix}$id/target`"."
        Test-R2Object "${prefix}$id/target" | Should -BeFalse
        Test-R2Object $source | Should -BeTrue
    }

    It 'goes on after a source that is missing' {
        $made = @("${prefix}$id/none", $source | Move-R2Object -DestinationKey { "$_-2" } -ErrorAction SilentlyContinue -ErrorVariable failed)
        $made.Key | Should -Be "$source-2"
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        $failed.TargetObject | Should -Be "$($at.Bucket)/${prefix}$id/none"
    }

    It 'keeps the source where the copy fails, and refuses to move an object onto itself' {
        (Get-R2Error { Move-R2Object $source $source }).FullyQualifiedErrorId | Should -BeLike 'R2.SameObject,*'
        (Get-R2Error { Move-R2Object $source ('x' * 1025) }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*'
        Read-R2Object $source -AsString | Should -Be text
    }

    It 'moves into a folder where the destination ends in a slash, each under its own name' {
        $null = 'more' | Write-R2Object -Key "$source-2"
        (Get-R2ObjectList -Prefix $source | Move-R2Object -DestinationKey "${prefix}$id/into/" -ThrottleLimit 1).Key | Should -Be "${prefix}$id/into/source", "${prefix}$id/into/source-2"
    }

    It 'renames the marker of an empty folder with what is in it' {
        $null = , [byte[]]@() | Write-R2Object -Key "${prefix}$id/old/"
        $null = 'in' | Write-R2Object -Key "${prefix}$id/old/in"
        $null = Get-R2ObjectList -Prefix "${prefix}$id/old/" | Move-R2Object -DestinationKey { $_.Key -replace '/old/', '/new/' }
        (Get-R2ObjectList -Prefix "${prefix}$id/new/").Key | Should -Be "${prefix}$id/new/", "${prefix}$id/new/in"
    }

    It 'leaves an object at the destination alone, unless -Force is given, and -WhatIf says so' {
        $null = 'kept' | Write-R2Object -Key "${prefix}$id/kept"
        foreach ($more in @{}, @{ WhatIf = $true }) {
            $found = @(Get-R2Error { Move-R2Object $source "${prefix}$id/kept" @more })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.ObjectExists,*'
        }
        $found = & { $WhatIfPreference = $true; @(Get-R2Error { Move-R2Object $source "${prefix}$id/kept" }) }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.ObjectExists,*'
        Read-R2Object "${prefix}$id/kept" -AsString | Should -Be kept
        $null = Move-R2Object $source "${prefix}$id/kept" -Force
        Read-R2Object "${prefix}$id/kept" -AsString | Should -Be text
        Test-R2Object $source | Should -BeFalse
    }

    It 'refuses the second of two that would become one, before anything is deleted, at -ThrottleLimit <Limit>, -Force <Force>' -ForEach @(
        foreach ($limit in 1, 8) { foreach ($force in $false, $true) { @{ Limit = $limit; Force = $force } } }
    ) {
        1..20 | ForEach-Object { $null = "content $_" | Write-R2Object -Key "${prefix}$id/many/$_/index" }
        $found = @(Get-R2Error { Get-R2ObjectList -Prefix "${prefix}$id/many/" | Move-R2Object -DestinationKey "${prefix}$id/one/" -ThrottleLimit $Limit -Force:$Force })
        $found.Count | Should -Be 19
        $found | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
        (Get-R2ObjectList -Prefix "${prefix}$id/one/").Count | Should -Be 1
        $contents = Get-R2ObjectList -Prefix "${prefix}$id/" | Where-Object Key -Match 'many|one' | Read-R2Object -AsString
        @($contents | Sort-Object -Unique).Count | Should -Be 20
    }

    It 'refuses two spellings of one destination' {
        $null = 'more' | Write-R2Object -Key "$source-2"
        $to = @{ $source = "${prefix}$id/e$([char]0x301)"; "$source-2" = "${prefix}$id/$([char]0xe9)" }
        $found = @(Get-R2Error { Get-R2ObjectList -Prefix $source | Move-R2Object -DestinationKey { $to[$_.Key] } -Force })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
    }

    It 'loses nothing where destinations are sources, shifted by <By>, at -ThrottleLimit <Limit>, -Force <Force>' -ForEach @(
        foreach ($by in 1, -1) { foreach ($limit in 1, 8) { foreach ($force in $false, $true) { @{ By = $by; Limit = $limit; Force = $force } } } }
    ) {
        1..6 | ForEach-Object { $null = "content $_" | Write-R2Object -Key "${prefix}$id/n/$_" }
        Get-R2ObjectList -Prefix "${prefix}$id/n/" |
            Move-R2Object -DestinationKey { "${prefix}$id/n/" + ([int]($_.Key -replace '.*/') + $By) } -ThrottleLimit $Limit -Force:$Force -ErrorAction SilentlyContinue -ErrorVariable found
        $found | ForEach-Object FullyQualifiedErrorId | Should -Match '^R2.(DuplicateKey|ObjectExists),'
        $contents = Get-R2ObjectList -Prefix "${prefix}$id/n/" | Read-R2Object -AsString
        ($contents | Sort-Object) -join ' ' | Should -Be 'content 1 content 2 content 3 content 4 content 5 content 6'
    }
}
