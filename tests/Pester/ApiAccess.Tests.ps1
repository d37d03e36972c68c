# One API token for both kinds of access: from the line, the environment, a vault; and what is said without one.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $emulator = Start-R2Emulator web
    $token = ConvertFrom-SecureString $emulator.ApiToken -AsPlainText
    $there = @{ AccountId = $emulator.AccountId; Endpoint = $emulator.Endpoint }
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'Connect-R2 -ApiToken' {
    It 'gives access to S3 and to the API' {
        $connection = Connect-R2 @there -ApiToken $emulator.ApiToken -BucketName web
        $connection.HasApiToken | Should -BeTrue
        $connection.AccessKeyId | Should -Be $emulator.AccessKeyId
        "$($connection.ApiEndpoint)" | Should -Be "$($emulator.ApiEndpoint)"
        'x' | Write-R2Object -Key a.txt | Should -Not -BeNullOrEmpty
        (Get-R2BucketPublicAccess).Enabled | Should -BeFalse
        ($connection.Settings | Where-Object Name -eq ApiToken).Value | Should -Be '********'
    }

    It 'takes the token from <_>' -ForEach R2_API_TOKEN, CLOUDFLARE_API_TOKEN {
        Set-Item "env:$_" $token
        try {
            $connection = Connect-R2 @there
            (Get-R2BucketPublicAccess web).Enabled | Should -BeFalse
            ($connection.Settings | Where-Object Name -eq ApiToken).Source | Should -Be $_
        }
        finally {
            Remove-Item "env:$_"
        }
    }

    It 'keeps a key pair that is given beside the token' {
        $env:R2_API_TOKEN = $token
        try {
            $before = @($emulator.Requests | Where-Object Operation -eq user-api-tokens-verify-token).Count
            $null = Connect-R2 @there -Credential $emulator.Credential
            (Get-R2BucketPublicAccess web).Enabled | Should -BeFalse
            @($emulator.Requests | Where-Object Operation -eq user-api-tokens-verify-token).Count | Should -Be $before -Because 'the pair is known, and nothing has to be asked'
        }
        finally {
            Remove-Item env:R2_API_TOKEN
        }
    }

    It 'says without a token which one is needed' {
        $null = Connect-R2 @there -Credential $emulator.Credential
        try { Set-R2BucketLock web -Rule @{ Id = 'a'; Indefinite = $true } } catch { $failed = $_ }
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.ApiTokenRequired,*'
        $failed.Exception.Message | Should -Match "'Workers R2 Storage Write'"
        $failed.ErrorDetails.RecommendedAction | Should -Match 'Connect-R2 -AccountId'
    }

    It 'is closed with its connection' {
        $connection = Connect-R2 @there -ApiToken $emulator.ApiToken
        $null = Get-R2BucketPublicAccess web
        Disconnect-R2
        try { Get-R2BucketPublicAccess web -Connection $connection } catch { $failed = $_ }
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.ConnectionClosed,*'
    }

    It 'takes every jurisdiction by the name that Cloudflare gives it' {
        foreach ($name in 'eu', 'fedramp', 'fedramp-high', 'us') {
            "$((Connect-R2 -AccountId $emulator.AccountId -Credential ([pscredential]::new('0' * 32, (ConvertTo-SecureString ('0' * 64) -AsPlainText))) -Jurisdiction $name -NoDefault).Endpoint)" |
                Should -Be "https://$($emulator.AccountId).$name.r2.cloudflarestorage.com/"
        }
    }
}

Describe 'Test-R2Connection' {
    It 'looks at the token, where there is one' {
        $null = Connect-R2 @there -ApiToken $emulator.ApiToken -BucketName web
        $steps = Test-R2Connection
        ($steps | Where-Object Name -like API*).Status | Should -Be Passed, Passed
        $null = Connect-R2 @there -Credential $emulator.Credential -BucketName web
        Test-R2Connection | Where-Object Name -like API* | Should -BeNullOrEmpty
    }
}

Describe 'A token' {
    It 'stays out of errors, transcripts, verbose and debug lines' {
        $run = Invoke-CleanProcess {
            $null = Start-Transcript (Join-Path $args[1] transcript.txt)
            Import-Module $args[0]
            $VerbosePreference = $DebugPreference = 'Continue'
            $secure = ConvertTo-SecureString "$($args[2])" -AsPlainText
            $connection = Connect-R2 -AccountId $args[3] -Endpoint $args[4] -ApiToken $secure -BucketName web
            $connection | Format-List * -Force
            Get-R2BucketLock none-at-all -ErrorAction Continue
            Set-R2BucketLock -Rule @{ Id = 'a'; Indefinite = $true }
            $Error | ForEach-Object { $_ | Format-List * -Force; "$($_.Exception)" }
            $connection | ConvertTo-Json -Depth 4
            $null = Stop-Transcript
        } $manifest, "$TestDrive", $token, $emulator.AccountId, "$($emulator.Endpoint)"
        $secret = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($token)))
        $text = (Get-Content (Join-Path $TestDrive transcript.txt) -Raw) + ($run.Output -join "`n")
        $text | Should -Match 'Api\.PutBucketLock'
        # The host's own command line, which a transcript begins with, holds it.
        ($text -replace '(?m)^Host Application:.*$') | Should -Not -Match $token
        $text | Should -Not -Match $secret
    }
}
