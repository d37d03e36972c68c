BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestProfile "$TestDrive/config"
}

AfterAll {
    Close-TestProfile $at
}

Describe 'Set-R2Profile' {
    It 'makes a profile, and emits it with -PassThru alone' {
        Set-R2Profile -Name work -AccountId ('a' * 32) -BucketName backups | Should -BeNullOrEmpty
        $set = Set-R2Profile -Name home -AccountId ('b' * 32) -PassThru
        $set | Should -BeOfType R2.Cmdlets.Results.R2Profile
        $set.AccountId | Should -Be ('b' * 32)
        (Get-R2Profile work).BucketName | Should -Be backups
    }

    It 'changes what it is given, and keeps the rest' {
        Set-R2Profile -Name work -AccountId ('a' * 32) -BucketName backups
        Set-R2Profile -Name work -BucketName archive
        (Get-R2Profile work).AccountId | Should -Be ('a' * 32)
        (Get-R2Profile work).BucketName | Should -Be archive
    }

    It 'keeps a bucket whose name begins with zeros' {
        Set-R2Profile -Name zeros -AccountId ('0' * 32) -BucketName '007'
        (Get-R2Profile zeros).BucketName | Should -Be '007'
        (Get-R2Profile zeros).AccountId | Should -Be ('0' * 32)
    }

    It 'makes one the default' {
        Set-R2Profile -Name work -AccountId ('a' * 32)
        (Set-R2Profile -Name main -AccountId ('b' * 32) -Default -PassThru).IsDefault | Should -BeTrue
        (Get-R2Profile work).IsDefault | Should -BeFalse
    }

    It 'makes none under -WhatIf, and none where somebody says no' {
        Set-R2Profile -Name not -AccountId ('a' * 32) -WhatIf
        $run = Invoke-Answering No "Set-R2Profile -Name not -AccountId $('a' * 32) -Confirm"
        $run.Questions | Should -Match 'Set profile'
        (Get-R2Profile *).Name | Should -Not -Contain not
    }

    It 'refuses <Why> before it writes anything' -ForEach @(
        @{ Why = 'a name that is none'; With = @{ Name = 'a/b'; AccountId = 'a' * 32 } }
        @{ Why = 'an account that is none'; With = @{ Name = 'bad'; AccountId = 'abc' } }
        @{ Why = 'an option beyond its range'; With = @{ Name = 'bad'; Option = @{ RetryMaxAttempts = 0 } } }
    ) {
        $found = Get-R2Error { Set-R2Profile @With }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        (Get-R2Profile *).Name | Should -Not -Contain $With.Name
    }

    It 'never keeps a secret: a credential needs a vault' {
        $credential = [pscredential]::new('a' * 32, (ConvertTo-SecureString ('e' * 64) -AsPlainText))
        $found = Get-R2Error { Set-R2Profile -Name sealed -AccountId ('a' * 32) -Credential $credential }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        "$found" | Should -Match VaultName
        Get-ChildItem "$TestDrive/config" -Recurse -File | Get-Content -Raw | Should -Not -Match ('e' * 64)
    }
}
