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

    It 'says in words that there is none' {
        $found = Get-R2Error { Get-R2Object "${prefix}none" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
        "$found" | Should -Be "The object '$($at.Bucket)/${prefix}none' does not exist, or the bucket '$($at.Bucket)' does not."
        "$(Get-R2Error { Copy-R2Object "${prefix}none" "${prefix}other" })" | Should -BeLike "*${prefix}none*does not exist*"
        "$(Get-R2Error { Move-R2Object "${prefix}none" "${prefix}other" })" | Should -BeLike "*${prefix}none*does not exist*"
    }

    It 'says that a session token is not of this account' {
        Skip-OnR2 'needs a credential to spoil'
        $foreign = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -SessionToken (ConvertTo-SecureString foreign -AsPlainText) -BucketName $at.Bucket
        $null = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket
        foreach ($found in (Get-R2Error { Get-R2ObjectList -Connection $foreign }), (Get-R2Error { Get-R2Object x -Connection $foreign })) {
            $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidToken,*'
            "$found" | Should -BeLike '*session token is not one of this account*'
            $found.ErrorDetails.RecommendedAction | Should -BeLike '*New-R2TemporaryCredential*'
        }
    }

    It 'answers in the order of the input with -Ordered, errors among them' {
        Skip-OnR2 "needs the emulator's faults"
        $keys = 1..12 | ForEach-Object { "${prefix}ordered/$_" }
        $null = $keys | ForEach-Object { 'x' | Write-R2Object -Key $_ }
        $at.Emulator.Faults.Add(([R2.Emulator.Fault]::Delay([timespan]::FromMilliseconds(300)) | ForEach-Object { $_.Times = 1; $_ }))
        try { $found = $keys | Get-R2Object -Ordered -ThrottleLimit 6 } finally { $at.Emulator.Faults.Clear() }
        $found.Key | Should -Be $keys
        ($keys | Read-R2Object -AsString -Ordered).Count | Should -Be 12
        $ErrorActionPreference = 'Continue'
        $all = $keys[0], "${prefix}ordered/none", $keys[1] | Get-R2Object -Ordered 2>&1
        $all | ForEach-Object { $_.GetType().Name } | Should -Be R2ObjectInfo, ErrorRecord, R2ObjectInfo
    }
}
