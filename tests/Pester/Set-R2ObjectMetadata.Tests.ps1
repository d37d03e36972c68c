BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Set-R2ObjectMetadata' {
    BeforeEach {
        $key = "$prefix$([guid]::NewGuid())"
        $null = 'text' | Write-R2Object -Key $key -ContentType text/plain -Metadata @{ author = 'me' }
    }

    It 'keeps what it does not name, and the bytes' {
        $set = Set-R2ObjectMetadata $key -CacheControl max-age=60 -Metadata @{ tier = '2' }
        $set | Should -BeOfType R2.Models.R2ObjectInfo
        $info = Get-R2Object $key
        $info.CacheControl, $info.ContentType, $info.Metadata['author'], $info.Metadata['tier'] | Should -Be max-age=60, text/plain, me, 2
        Read-R2Object $key -AsString | Should -Be text
    }

    It 'leaves nothing else with Replace' {
        $null = Set-R2ObjectMetadata $key -Metadata @{ tier = '2' } -MetadataDirective Replace
        (Get-R2Object $key).Metadata.Keys | Should -Be tier
    }

    It 'changes the storage class' {
        $null = Set-R2ObjectMetadata $key -StorageClass STANDARD_IA
        (Get-R2Object $key).StorageClass | Should -Be STANDARD_IA
        (Get-R2Object $key).Metadata['author'] | Should -Be me
    }

    It 'takes objects of a list, and goes on after a key that is missing' {
        $set = @([pscustomobject]@{ Key = "$key-none" }, (Get-R2ObjectList -Prefix $key) | Set-R2ObjectMetadata -ContentLanguage de -ErrorAction SilentlyContinue -ErrorVariable failed)
        $set.Key | Should -Be $key
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        (Get-R2Object $key).ContentLanguage | Should -Be de
    }

    It 'sets what the rows of a CSV and script blocks say, and keeps what they leave blank' {
        $csv = 'Key,CacheControl,ContentType,Metadata', "$key,no-store,,tier=2; owner=ops" | ConvertFrom-Csv
        $null = $csv | Set-R2ObjectMetadata -ErrorAction Stop
        $info = Get-R2Object $key
        $info.CacheControl, $info.ContentType, $info.Metadata['author'], $info.Metadata['tier'], $info.Metadata['owner'] | Should -Be no-store, text/plain, me, 2, ops
        $null = Get-R2ObjectList -Prefix $key | Set-R2ObjectMetadata -Metadata { @{ size = $_.Size } } -ErrorAction Stop
        (Get-R2Object $key).Metadata['size'] | Should -Be 4
        (Get-R2Error { 'Key,CacheControl', "$key," | ConvertFrom-Csv | Set-R2ObjectMetadata }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'takes from a described object which it is, and nothing else' {
        $before = Get-R2Object $key
        $null = Set-R2ObjectMetadata $key -Metadata @{ author = 'you' } -ContentType text/css
        $null = $before | Set-R2ObjectMetadata -CacheControl no-store -ErrorAction Stop
        $info = Get-R2Object $key
        $info.CacheControl, $info.ContentType, $info.Metadata['author'] | Should -Be no-store, text/css, you
        $null = $before | ConvertTo-Csv | ConvertFrom-Csv | Set-R2ObjectMetadata -CacheControl private -ErrorAction Stop
        $info = Get-R2Object $key
        $info.CacheControl, $info.ContentType, $info.Metadata['author'] | Should -Be private, text/css, you
        (Get-R2Error { $before | Set-R2ObjectMetadata }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }

    It 'refuses to set nothing' {
        $found = Get-R2Error { Set-R2ObjectMetadata $key }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'sets nothing where the object has changed, under -WhatIf, or where somebody says no' {
        (Get-R2Error { Set-R2ObjectMetadata $key -CacheControl no-store -IfMatch other }).FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        Set-R2ObjectMetadata $key -CacheControl no-store -WhatIf
        $run = Invoke-Answering No "Set-R2ObjectMetadata '$key' -CacheControl no-store -Confirm -Connection `$connection"
        $run.Questions | Should -Be "Performing the operation `"Merge metadata`" on target `"$($at.Bucket)/$key`"."
        (Get-R2Object $key).CacheControl | Should -BeNullOrEmpty
    }
}
