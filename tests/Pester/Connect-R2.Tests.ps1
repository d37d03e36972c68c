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
