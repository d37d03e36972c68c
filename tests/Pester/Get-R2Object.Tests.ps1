BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $null = 'text' | Write-R2Object -Key "${prefix}note.txt" -ContentType text/plain -CacheControl 'max-age=60' -Metadata @{ author = 'me' }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2Object' {
    It 'emits all metadata' {
        $info = Get-R2Object "${prefix}note.txt"
        $info | Should -BeOfType R2.Models.R2ObjectInfo
        $info.Size | Should -Be 4
        $info.ContentType | Should -Be text/plain
        $info.CacheControl | Should -Be max-age=60
        $info.Metadata['author'] | Should -Be me
        $info.ETag | Should -Be 1cb251ec0d568de6a929b520c4aed8d1 # MD5 of "text"
        $info.RequestId | Should -Not -BeNullOrEmpty
    }

    It 'takes objects of a list' {
        (Get-R2ObjectList -Prefix $prefix | Get-R2Object).ContentType | Should -Be text/plain
    }

    It 'goes on after a key that is missing, and says whose key it was' {
        $found = @("${prefix}none", "${prefix}note.txt" | Get-R2Object -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Key | Should -Be "${prefix}note.txt"
        $failed.FullyQualifiedErrorId | Should -Be 'R2.NoSuchKey,R2.Cmdlets.Commands.GetR2ObjectCommand'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
        $failed.TargetObject | Should -Be "$($at.Bucket)/${prefix}none"
        $failed.ErrorDetails.RecommendedAction | Should -Match 'case-sensitive'
    }

    It 'distinguishes conditions that hold from those that do not' {
        $tag = (Get-R2Object "${prefix}note.txt").ETag
        (Get-R2Object "${prefix}note.txt" -IfMatch $tag).ETag | Should -Be $tag
        (Get-R2Error { Get-R2Object "${prefix}note.txt" -IfMatch other }).FullyQualifiedErrorId | Should -BeLike 'R2.PreconditionFailed,*'
        (Get-R2Error { Get-R2Object "${prefix}note.txt" -IfNoneMatch $tag }).FullyQualifiedErrorId | Should -BeLike 'R2.NotModified,*'
    }

    It 'takes a key with odd characters as it is' {
        $key = "${prefix}odd [1] + % & é/.."
        $null = 'x' | Write-R2Object -Key $key
        (Get-R2Object $key).Key | Should -Be $key
    }

    It 'shows the size for people' {
        Get-R2Object "${prefix}note.txt" | Out-String -Width 100 | Should -Match "4 B text/plain +$([regex]::Escape($prefix))note\.txt"
    }
}
