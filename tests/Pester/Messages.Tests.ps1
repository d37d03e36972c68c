# What is said to a person who typed something else than was meant: a path for a key, a pattern for a name, http for https.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $bucket = $at.Bucket
    $null = 'x' | Write-R2Object -Key "${prefix}note.txt"
    function Get-Remedy([scriptblock] $Script) { (Get-R2Error $Script).ErrorDetails.RecommendedAction }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'A name that is something else' {
    BeforeAll {
        Push-Location TestDrive:
        'of the file' | Set-Content here.txt
    }

    AfterAll {
        Pop-Location
    }

    It 'is said of a key that looks like <Key>' -ForEach @(
        @{ Key = './none.txt'; Hint = "Try the key 'none.txt'." }
        @{ Key = '.\none.txt'; Hint = "Try the key 'none.txt'." }
        @{ Key = '/none.txt'; Hint = "Try the key 'none.txt'." }
        @{ Key = 'a\none.txt'; Hint = "Try the key 'a/none.txt'." }
        @{ Key = 's3://bucket/a/none.txt'; Hint = "Try the key 'a/none.txt'." }
        @{ Key = '*.none'; Hint = "Get-R2ObjectList -Include '*.none'" }
    ) {
        foreach ($command in { Get-R2Object $Key }, { Read-R2Object $Key -AsString }, { Copy-R2Object $Key other }, { Move-R2Object $Key other }) {
            $found = Get-R2Error $command
            $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchKey,*'
            $found.ErrorDetails.Message | Should -Match 'does not exist'
            $found.ErrorDetails.RecommendedAction | Should -BeLike "*$($Hint.Replace('*', '`*'))*"
        }
    }

    It 'is said of a key with its bucket before it' {
        Get-Remedy { Get-R2Object "$bucket/none.txt" } | Should -BeLike "*Try the key 'none.txt'."
    }

    It 'is said where nothing fails: Test- and Remove-R2Object <_>' -ForEach './none.txt', '*.none', 's3://b/k' {
        Test-R2Object $_ -WarningVariable warned -WarningAction SilentlyContinue | Should -BeFalse
        $warned | Should -BeLike "'$($_.Replace('*', '`*'))' is used as *"
        Remove-R2Object $_ -Confirm:$false -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike "'$($_.Replace('*', '`*'))' is used as *"
    }

    It 'is not said of a key that is one' {
        Test-R2Object "${prefix}note.txt", "${prefix}none.txt" -WarningVariable warned | Should -Be $true, $false
        $warned | Should -BeNullOrEmpty
    }

    It 'is said of a bucket <Name>, with what is wrong about it' -ForEach @(
        @{ Name = '*.txt'; Fault = "it contains '*', and must have only lower-case letters, digits and hyphens."; Remedy = '*-Include*' }
        @{ Name = 'photos/2026'; Fault = "it contains '/', and must *"; Remedy = '*-Prefix*' }
        @{ Name = 'note.txt'; Fault = "it contains '.', and must *"; Remedy = '*-Prefix*' }
        @{ Name = 'Photos'; Fault = "it contains 'P', and must *"; Remedy = '' }
        @{ Name = 'ab'; Fault = 'it has 2 characters, and must have 3 to 63.'; Remedy = '' }
        @{ Name = 'ab-'; Fault = 'it ends with a hyphen, and must *'; Remedy = '' }
    ) {
        $found = Get-R2Error { Get-R2ObjectList $Name }
        $found.ErrorDetails.Message | Should -BeLike "The bucket name '$($Name.Replace('*', '`*'))' is not valid: $($Fault.Replace("'*'", "'`*'"))"
        $found.ErrorDetails.RecommendedAction | Should -BeLike $Remedy
    }

    It 'is said of text that is the name of a file, with a key and without' {
        $found = Get-R2Error { './here.txt' | Write-R2Object }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.KeyRequired,*'
        $found.ErrorDetails.Message | Should -BeLike "*Get-Item -LiteralPath './here.txt' | Write-R2Object"
        $null = './here.txt' | Write-R2Object -Key "${prefix}text" -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike "*the name of a file. To write the file: Get-Item -LiteralPath './here.txt' | Write-R2Object"
    }

    It 'is not said of lines among which is the name of a file' {
        $null = 'a', 'here.txt' | Write-R2Object -Key "${prefix}lines" -WarningVariable warned
        $null = 'no file' | Write-R2Object -Key "${prefix}text" -WarningVariable +warned
        $warned | Should -BeNullOrEmpty
    }

    It 'is said of text where a path is meant' {
        $found = Get-R2Error { Write-R2Object Hello -Key "${prefix}greeting" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.FileNotFound,*'
        $found.ErrorDetails.Message | Should -Be "There is no file 'Hello'. To store it as text, pipe it in: 'Hello' | Write-R2Object -Key '${prefix}greeting'"
        (Get-R2Error { Write-R2Object ./hello.txt -Key "${prefix}greeting" }).ErrorDetails.Message | Should -Be "'./hello.txt' does not exist."
    }
}

Describe 'A remedy' {
    It 'says what its message does not' {
        $found = Get-R2Error { Read-R2Object "${prefix}note.txt" -AsString -Range x }
        $found.ErrorDetails.Message | Should -Be "The range 'x' is not valid."
        $found.ErrorDetails.RecommendedAction | Should -BeLike "*'first-last', 'first-' or '-count'*"
    }

    It 'is left out where the message says it all' {
        $found = Get-R2Error { Set-R2ObjectMetadata "${prefix}note.txt" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
        $found.ErrorDetails.RecommendedAction | Should -BeNullOrEmpty
        $found | Out-String | Should -Not -Match 'Recommendation'
    }

    It 'is about the session token where that is wrong, be it that the server says nothing' {
        Skip-OnR2 'has another way to refuse tokens'
        $foreign = Connect-R2 -Endpoint $at.Emulator.Endpoint -Credential $at.Emulator.Credential -SessionToken (ConvertTo-SecureString foreign -AsPlainText) -BucketName $bucket -NoDefault
        foreach ($command in { Get-R2ObjectList -Connection $foreign }, { Get-R2Object note.txt -Connection $foreign }, { Read-R2Object note.txt -AsString -Connection $foreign }) {
            $found = Get-R2Error $command
            $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidToken,*'
            $found.ErrorDetails.Message | Should -Match 'session token is not one of this account and access key'
        }
    }

    It 'names the other scheme where https is given and the server speaks http' {
        Skip-OnR2 "needs the emulator's port"
        $other = Connect-R2 -Endpoint "https://127.0.0.1:$($at.Emulator.Endpoint.Port)" -Credential $at.Emulator.Credential -BucketName $bucket -NoDefault
        (Get-R2Error { Get-R2ObjectList -Connection $other }).ErrorDetails.Message | Should -BeLike "*Is it http? Then the endpoint is http://127.0.0.1:$($at.Emulator.Endpoint.Port)."
    }
}

Describe 'Sizes' {
    It 'are numbers, or <Text>' -ForEach @{ Text = '16M' }, @{ Text = '16MB' }, @{ Text = '16 MiB' }, @{ Text = '0.015625G' }, @{ Text = '16384k' }, @{ Text = '16777216' } {
        (Write-R2Object -InputObject 'x' -Key "${prefix}size" -PartSize $Text).Size | Should -Be 1
        (Connect-R2 -Endpoint http://127.0.0.1:9 -Credential ([pscredential]::new('a' * 32, (ConvertTo-SecureString ('b' * 64) -AsPlainText))) -NoDefault -Option @{ MultipartPartSizeBytes = $Text }).Settings |
            Where-Object Name -EQ MultipartPartSizeBytes | ForEach-Object Value | Should -Be 16777216
    }

    It 'say what they may be where they are none' {
        (Get-R2Error { Write-R2Object -InputObject 'x' -Key "${prefix}size" -PartSize 16X }).Exception.Message | Should -BeLike "*'16X' is not a size. It must be a whole number of bytes, such as 16777216, 16MB or 16M."
    }
}
