BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Copy-R2Object' {
    BeforeEach {
        $id = [guid]::NewGuid().ToString('N').Substring(0, 8)
        $source = "${prefix}$id/source"
        $null = 'text' | Write-R2Object -Key $source -ContentType text/plain -Metadata @{ author = 'me' } -StorageClass STANDARD_IA
    }

    It 'copies within the bucket, with metadata and storage class' {
        $made = Copy-R2Object $source "${prefix}$id/target"
        $made | Should -BeOfType R2.Models.R2ObjectInfo
        $info = Get-R2Object "${prefix}$id/target"
        $info.ContentType, $info.Metadata['author'], $info.StorageClass | Should -Be text/plain, me, STANDARD_IA
        Read-R2Object "${prefix}$id/target" -AsString | Should -Be text
        Test-R2Object $source | Should -Be $true
    }

    It 'copies what is piped to it, each to a key made of its own' {
        $null = 'more' | Write-R2Object -Key "$source-2"
        $null = Get-R2ObjectList -Prefix $source | Copy-R2Object -DestinationKey { $_.Key -replace 'source', 'done' }
        (Get-R2ObjectList -Prefix "${prefix}$id/done").Key | Should -Be "${prefix}$id/done", "${prefix}$id/done-2"
        Test-R2Object $source | Should -Be $true
    }

    It 'copies to another bucket' {
        Skip-OnR2 'needs a bucket of its own'
        $null = New-R2Bucket "other-$id"
        $null = Copy-R2Object $source -DestinationBucketName "other-$id"
        Read-R2Object -BucketName "other-$id" $source -AsString | Should -Be text
        Test-R2Object $source | Should -Be $true
    }

    It 'gives new metadata in place of the old, or with it' {
        (Copy-R2Object $source "${prefix}$id/a" -Metadata @{ tier = '2' } -MetadataDirective Merge).Metadata.Keys | Sort-Object | Should -Be author, tier
        (Copy-R2Object "${prefix}$id/a" "${prefix}$id/b" -Metadata @{ only = '1' }).Metadata.Keys | Should -Be only
    }

    It 'leaves a target that is there where it is told to' {
        $null = 'kept' | Write-R2Object -Key "${prefix}$id/kept"
        $found = Get-R2Error { Copy-R2Object $source "${prefix}$id/kept" -DestinationIfNoneMatch '*' }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        Read-R2Object "${prefix}$id/kept" -AsString | Should -Be kept
        Test-R2Object $source | Should -BeTrue
    }

    It 'does nothing under -WhatIf, and nothing where somebody says no' {
        Copy-R2Object $source "${prefix}$id/target" -WhatIf
        $run = Invoke-Answering No "Copy-R2Object '$source' '${prefix}$id/target' -Confirm -Connection `$connection"
        $run.Questions | Should -Be "Performing the operation `"Copy $($at.Bucket)/$source`" on target `"$($at.Bucket)/${prefix}$id/target`"."
        Test-R2Object "${prefix}$id/target" | Should -BeFalse
        Test-R2Object $source | Should -BeTrue
    }

    It 'goes on after a source that is missing' {
        $made = @("${prefix}$id/none", $source | Copy-R2Object -DestinationKey { "$_-2" } -ErrorAction SilentlyContinue -ErrorVariable failed)
        $made.Key | Should -Be "$source-2"
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        $failed.TargetObject | Should -Be "$($at.Bucket)/${prefix}$id/none"
    }

    It 'copies into a folder where the destination ends in a slash' {
        (Copy-R2Object $source "${prefix}$id/into/").Key | Should -Be "${prefix}$id/into/source"
    }

    It 'refuses the second of two that would become one, and what would overwrite a source of its own, at -ThrottleLimit <_>' -ForEach 1, 8 {
        $limit = $_
        1..10 | ForEach-Object { $null = "content $_" | Write-R2Object -Key "${prefix}$id/many/$_" }
        $found = @(Get-R2Error { Get-R2ObjectList -Prefix "${prefix}$id/many/" | Copy-R2Object -DestinationKey "${prefix}$id/one" -ThrottleLimit $limit })
        $found.Count | Should -Be 9
        $found | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
        $found = @(Get-R2Error { 2, 1 | ForEach-Object { "${prefix}$id/many/$_" } | Copy-R2Object -DestinationKey { $_ -replace '2$', '3' -replace '1$', '2' } -ThrottleLimit $limit })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.DuplicateKey,*'
        Read-R2Object "${prefix}$id/many/2" -AsString | Should -Be 'content 2'
    }

    It 'refuses an object without a destination, or with itself as one, unless something of it changes' {
        $before = Get-R2Object $source
        foreach ($line in { Copy-R2Object $source }, { Copy-R2Object $source $source }, { Copy-R2Object $source -WhatIf }, { Get-R2ObjectList -Prefix $source | Copy-R2Object -MetadataDirective Merge }) {
            $found = Get-R2Error $line
            $found.FullyQualifiedErrorId | Should -BeLike 'R2.SameObject,*'
            $found.TargetObject | Should -Be "$($at.Bucket)/$source"
            $found.ErrorDetails.RecommendedAction | Should -Match '-DestinationKey'
        }

        (Get-R2Object $source).LastModified | Should -Be $before.LastModified
        (Copy-R2Object $source -Metadata @{ tier = '2' }).Metadata.Keys | Should -Be tier
    }

    It 'overwrites an object at the destination, and copies an object onto itself' {
        $null = 'old' | Write-R2Object -Key "${prefix}$id/there"
        $null = Copy-R2Object $source "${prefix}$id/there"
        Read-R2Object "${prefix}$id/there" -AsString | Should -Be text
        (Copy-R2Object $source -StorageClass STANDARD).StorageClass | Should -Be STANDARD
    }
}
