BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    'a.txt', 'b.log', 'sub/c.txt', 'sub/d.log', 'zoo/e.txt' | ForEach-Object { $null = 'x' | Write-R2Object -Key "$prefix$_" }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2ObjectList' {
    It 'refuses half of a surrogate pair, which would ask for something else' {
        (Get-R2Error { Get-R2ObjectList -Prefix "x$([char]0xd83c)" }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
    }

    It 'lists the objects below a prefix in the order of their keys' {
        $found = Get-R2ObjectList -Prefix $prefix
        $found | Should -BeOfType R2.Models.R2Object
        $found.Key | Should -Be ('a.txt', 'b.log', 'sub/c.txt', 'sub/d.log', 'zoo/e.txt' | ForEach-Object { "$prefix$_" })
        $found[0].BucketName | Should -Be $at.Bucket
        $found[0].Size | Should -Be 1
        $found[0].LastModified | Should -BeOfType datetimeoffset
    }

    It 'shows folders with -Delimiter' {
        $found = Get-R2ObjectList -Prefix $prefix -Delimiter /
        ($found | Where-Object { $_ -is [R2.Models.R2Prefix] }).Prefix | Should -Be "${prefix}sub/", "${prefix}zoo/"
        ($found | Where-Object { $_ -is [R2.Models.R2Object] }).Key | Should -Be "${prefix}a.txt", "${prefix}b.log"
    }

    It 'goes into a folder that it listed itself' {
        (Get-R2ObjectList -Prefix $prefix -Delimiter / | Where-Object Prefix -EQ "${prefix}sub/" | Get-R2ObjectList).Key |
            Should -Be "${prefix}sub/c.txt", "${prefix}sub/d.log"
    }

    It 'narrows by patterns of the whole key' {
        (Get-R2ObjectList -Prefix $prefix -Include *.txt).Key | Should -Be "${prefix}a.txt", "${prefix}sub/c.txt", "${prefix}zoo/e.txt"
        (Get-R2ObjectList -Prefix $prefix -Include *.txt -Exclude */sub/*, *zoo*).Key | Should -Be "${prefix}a.txt"
        Get-R2ObjectList -Prefix $prefix -Include *.TXT | Should -BeNullOrEmpty
    }

    It 'begins after a key and ends after a number' {
        (Get-R2ObjectList -Prefix $prefix -StartAfter "${prefix}b.log" -First 2).Key | Should -Be "${prefix}sub/c.txt", "${prefix}sub/d.log"
    }

    It 'reads no page that nobody wants' {
        Skip-OnR2 "counts the emulator's requests"
        $null = New-R2Bucket many-objects
        1..1001 | ForEach-Object { $_.ToString('0000') } | ForEach-Object { $null = Write-R2Object -BucketName many-objects -Key $_ -InputObject '' }
        $at.Emulator.Requests.Clear()
        (Get-R2ObjectList many-objects | Select-Object -First 1).Key | Should -Be 0001
        $at.Emulator.Requests.CountOf('ListObjectsV2') | Should -Be 1
        @(Get-R2ObjectList many-objects).Count | Should -Be 1001
        $at.Emulator.Requests.CountOf('ListObjectsV2') | Should -Be 3
    }

    It 'takes buckets from the pipeline, and goes on after one that is missing' {
        Skip-OnR2 'needs buckets of its own'
        $null = New-R2Bucket listed-too
        $null = 'x' | Write-R2Object -BucketName listed-too -Key k
        $found = @([pscustomobject]@{ BucketName = 'none-at-all' }, [pscustomobject]@{ BucketName = 'listed-too' } |
            Get-R2ObjectList -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Key | Should -Be k
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'shows size and key, and a folder as one' {
        $text = Get-R2ObjectList -Prefix $prefix -Delimiter / | Out-String -Width 120
        $text | Should -Match 'LastModified +Size StorageClass Key'
        $text | Should -Match "1 B STANDARD +$([regex]::Escape($prefix))a\.txt"
        $text | Should -Match "<prefix> +$([regex]::Escape($prefix))sub/"
    }
}
