BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    'in/a', 'out/b' | ForEach-Object { $null = 'x' | Write-R2Object -Key "$prefix$_" }
    # A connection that goes by a temporary credential.
    function Connect-Temporary([object] $Temporary) {
        try { Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $Temporary.Credential -SessionToken $Temporary.SessionToken -BucketName $at.Bucket }
        finally { $null = Connect-R2 -Endpoint $at.Connection.Endpoint -AccountId $at.Connection.AccountId -Credential ($at.Emulator ? $at.Emulator.Credential : (Get-OwnCredential)) -BucketName $at.Bucket }
    }
    function Get-OwnCredential { [pscredential]::new($env:R2_ACCESS_KEY_ID, (ConvertTo-SecureString $env:R2_SECRET_ACCESS_KEY -AsPlainText)) }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'New-R2TemporaryCredential' {
    It 'makes a credential offline, with an end' {
        if ($at.Emulator) { $at.Emulator.Requests.Clear() }
        $made = New-R2TemporaryCredential -Lifetime 0:10:00
        if ($at.Emulator) { $at.Emulator.Requests.Count | Should -Be 0 }
        $made.BucketName | Should -Be $at.Bucket
        $made.Permission | Should -Be ObjectReadOnly
        ($made.Expires - [datetimeoffset]::UtcNow).TotalMinutes | Should -BeGreaterThan 9
        $made.SessionToken | Should -BeOfType securestring
    }

    It 'reads, and does not write' {
        $connection = Connect-Temporary (New-R2TemporaryCredential)
        $connection.IsTemporary | Should -BeTrue
        Read-R2Object "${prefix}in/a" -AsString -Connection $connection | Should -Be x
        $found = Get-R2Error { 'y' | Write-R2Object -Key "${prefix}in/a" -Connection $connection }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        $found.CategoryInfo.Category | Should -Be PermissionDenied
    }

    It 'reaches no keys beyond its prefixes' {
        $connection = Connect-Temporary (New-R2TemporaryCredential ObjectReadWrite -Prefix "${prefix}in/")
        $null = 'y' | Write-R2Object -Key "${prefix}in/new" -Connection $connection
        (Get-R2Error { Read-R2Object "${prefix}out/b" -AsString -Connection $connection }).CategoryInfo.Category | Should -Be PermissionDenied
    }

    It 'refuses a life of <_>' -ForEach '00:00:00', '8.00:00:00' {
        (Get-R2Error { New-R2TemporaryCredential -Lifetime $_ }).CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'shows no secret' {
        $made = New-R2TemporaryCredential
        $secret = $made.Credential.GetNetworkCredential().Password
        $token = [Net.NetworkCredential]::new('', $made.SessionToken).Password
        $text = "$made $($made | Format-List * -Force | Out-String -Width 500) $($made | ConvertTo-Json -Depth 3 -WarningAction Ignore)"
        $text.Contains($secret) | Should -BeFalse
        $text.Contains($token) | Should -BeFalse
    }
}
