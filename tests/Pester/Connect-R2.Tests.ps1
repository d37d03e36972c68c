BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $secret = [Convert]::ToHexString([Security.Cryptography.RandomNumberGenerator]::GetBytes(32)).ToLowerInvariant()
    $credential = [pscredential]::new("a" * 32, (ConvertTo-SecureString $secret -AsPlainText))
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Connect-R2' {
    AfterEach {
        # Whatever a test connected to: the others go on where they were.
        $null = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $credential
    }

    It 'makes the endpoint of the account, and sends nothing' {
        $connection = Connect-R2 -AccountId ('0123456789abcdef' * 2) -Credential $credential -BucketName photos
        $connection | Should -BeOfType R2.Cmdlets.Connections.R2Connection
        $connection.Endpoint | Should -Be 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/'
        $connection.AccessKeyId | Should -Be ('a' * 32)
        $connection.BucketName | Should -Be photos
        Get-R2Connection | Should -Be $connection
    }

    It 'leaves the session its own connection with -NoDefault, and gives one for -Connection' {
        $before = Get-R2Connection
        $other = Connect-R2 -AccountId ('0' * 32) -Credential $credential -NoDefault
        $other | Should -BeOfType R2.Cmdlets.Connections.R2Connection
        Get-R2Connection | Should -Be $before
    }

    It 'takes account, endpoint and bucket from an object by the names of its properties' {
        $connection = [pscustomobject]@{ Endpoint = 'https://r2.example.com/path'; Bucket = 'photos'; Region = 'auto' } | Connect-R2 -Credential $credential
        $connection.Endpoint | Should -Be 'https://r2.example.com/path'
        $connection.BucketName | Should -Be photos
    }

    It 'reaches a jurisdiction at its own host: <Jurisdiction>' -ForEach @{ Jurisdiction = 'Eu' }, @{ Jurisdiction = 'Fedramp' } {
        (Connect-R2 -AccountId ('0' * 32) -Jurisdiction $Jurisdiction -Credential $credential).Endpoint.Host |
            Should -Be "$('0' * 32).$($Jurisdiction.ToLowerInvariant()).r2.cloudflarestorage.com"
    }

    It 'says where each setting came from' {
        $settings = (Connect-R2 -AccountId ('0' * 32) -Credential $credential -Option @{ RetryMaxAttempts = 5 }).Settings
        ($settings | Where-Object Name -EQ RetryMaxAttempts | ForEach-Object { "$($_.Value) $($_.Source)" }) | Should -Be '5 parameter'
        ($settings | Where-Object Name -EQ MultipartConcurrency).Source | Should -Be default
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'an account id that is none'; With = @{ AccountId = 'abc' }; Id = 'R2.InvalidSetting' }
        @{ Why = 'an option that there is not'; With = @{ AccountId = '0' * 32; Option = @{ Nonsense = 1 } }; Id = 'R2.InvalidSetting' }
        @{ Why = 'an option beyond its range'; With = @{ AccountId = '0' * 32; Option = @{ RetryMaxAttempts = 0 } }; Id = 'R2.InvalidSetting' }
        @{ Why = 'plain http to elsewhere'; With = @{ Endpoint = 'http://r2.example.com' }; Id = 'R2.InsecureEndpoint' }
        @{ Why = 'a profile that there is not'; With = @{ ProfileName = 'pester-none' }; Id = 'R2.ProfileNotFound' }
    ) {
        $before = Get-R2Connection
        $found = @(Get-R2Error { Connect-R2 @With -Credential $credential })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $found[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-R2Connection | Should -Be $before
    }

    It 'refuses <Address>, says which address to use, and shows no secret' -ForEach @(
        @{ Address = 's3://AKID:hunter2@host/b'; Use = 'https://ACCOUNT.r2.cloudflarestorage.com' }
        @{ Address = 'https://AKID:hun/ter2@host'; Use = 'https://ACCOUNT.r2.cloudflarestorage.com' }
        @{ Address = '//u:hunter2@h'; Use = 'https://ACCOUNT.r2.cloudflarestorage.com' }
        @{ Address = 'https://u:hunter2@files.example.com/p'; Use = 'https://files.example.com/p' }
        @{ Address = 'https://files.example.com/?token=hunter2'; Use = 'https://files.example.com/' }
        @{ Address = 'files.example.com'; Use = 'https://files.example.com' }
        @{ Address = '"https://files.example.com"'; Use = 'https://files.example.com' }
        @{ Address = "https://$('0a' * 16).r2.cloudflarestorage.com/photos"; Use = "https://$('0a' * 16).r2.cloudflarestorage.com," }
        @{ Address = "https://photos.$('0a' * 16).eu.r2.cloudflarestorage.com"; Use = "https://$('0a' * 16).eu.r2.cloudflarestorage.com," }
        @{ Address = "https://dash.cloudflare.com/$('0a' * 16)/r2/default/buckets/photos"; Use = "https://$('0a' * 16).r2.cloudflarestorage.com" }
        @{ Address = "https://pub-$('0a' * 16).r2.dev/x.png"; Use = 'https://ACCOUNT.r2.cloudflarestorage.com' }
    ) {
        $before = Get-R2Connection
        $found = @(Get-R2Error { Connect-R2 -Endpoint $Address -Credential $credential -BucketName photos })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        "$($found[0])" | Should -BeLike "*use $Use*"
        $found[0] | Format-List * -Force | Out-String -Width 1000 | Should -Not -Match 'ter2'
        Get-R2Connection | Should -Be $before
        $env:R2_ENDPOINT, $env:R2_ACCESS_KEY_ID, $env:R2_SECRET_ACCESS_KEY = $Address, $credential.UserName, $secret
        try {
            $found = @(Get-R2Error { Connect-R2 })
        }
        finally { Remove-Item env:R2_ENDPOINT, env:R2_ACCESS_KEY_ID, env:R2_SECRET_ACCESS_KEY }
        "$($found[0])" | Should -BeLike "*use $Use*It comes from R2_ENDPOINT."
    }

    It 'never takes the bucket twice, and trims what a CI variable ends in' {
        (Get-R2Error { Connect-R2 -Endpoint https://files.example.com/photos -BucketName photos -Credential $credential }).ToString() | Should -BeLike '*use https://files.example.com*'
        $connection = Connect-R2 -Endpoint " https://files.example.com`n" -Credential $credential
        $connection.Endpoint | Should -Be 'https://files.example.com/'
        (Connect-R2 -AccountId " $('0a' * 16)`r`n" -Credential $credential).Endpoint.Host | Should -Be "$('0a' * 16).r2.cloudflarestorage.com"
    }

    It 'says of an account id that may be a secret only how long it is' {
        $found = Get-R2Error { Connect-R2 -AccountId $secret -Credential $credential }
        "$found" | Should -BeLike '*64 characters*'
        $found | Format-List * -Force | Out-String -Width 1000 | Should -Not -Match $secret
    }

    It 'says within seconds that https goes to a port of http' {
        Skip-OnR2 'needs a server of http'
        $url = "$($at.Connection.Endpoint)" -replace '^http:', 'https:'
        $wrong = Connect-R2 -Endpoint $url -Credential $credential -BucketName photos
        $found = Get-R2Error { Get-R2ObjectList -Connection $wrong }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.TlsFailed,*'
        "$found" | Should -BeLike '*No TLS answer came within 5 s. Is it http? Then the endpoint is http://*'
        $found.Exception.Attempts | Should -Be 1
    }

    It 'ends the script where it fails, since what follows would go elsewhere' {
        { Connect-R2 -AccountId abc -Credential $credential -ErrorAction SilentlyContinue } | Should -Throw
    }

    It 'shows no secret, however it is looked at' {
        $token = ConvertTo-SecureString "token-$secret" -AsPlainText
        $connection = Connect-R2 -AccountId ('0' * 32) -Credential $credential -SessionToken $token -Verbose 4>&1
        $connection[-1].IsTemporary | Should -BeTrue
        "$connection $($connection | Format-List * -Force | Out-String) $($connection[-1].Settings | Out-String -Width 300)" | Should -Not -Match $secret
    }
}
