BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Disconnect-R2' {
    BeforeEach {
        $credential = [pscredential]::new('a' * 32, (ConvertTo-SecureString ('e' * 64) -AsPlainText))
        $kept = Hide-Setting
    }

    AfterEach {
        Restore-Setting $kept
    }

    It 'leaves the session without a connection, and says nothing' {
        $null = Connect-R2 -AccountId ('0' * 32) -Credential $credential
        Disconnect-R2 | Should -BeNullOrEmpty
        Get-R2Connection | Should -BeNullOrEmpty
    }

    It 'may be repeated' {
        Disconnect-R2
        @(Get-R2Error { Disconnect-R2 }).Count | Should -Be 0
    }

    It 'leads to an error that ends the script and says what to do' {
        Disconnect-R2
        $found = @(Get-R2Error { Get-R2Bucket; 'went on' })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NotConnected,*'
        $found.CategoryInfo.Category | Should -Be ConnectionError
        $found.ErrorDetails.RecommendedAction | Should -Match 'Connect-R2'
    }

    It 'closes a connection that is piped to it, and leaves the session its own' {
        $other = Connect-R2 -AccountId ('1' * 32) -Credential $credential
        $own = Connect-R2 -AccountId ('0' * 32) -Credential $credential
        $other | Disconnect-R2
        Get-R2Connection | Should -Be $own
        (Get-R2Error { Get-R2Bucket -Connection $other }).CategoryInfo.Category | Should -Be ConnectionError
    }
}
