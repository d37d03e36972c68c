BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestProfile "$TestDrive/config"
}

AfterAll {
    Close-TestProfile $at
}

Describe 'Remove-R2Profile' {
    BeforeEach {
        'work', 'home' | ForEach-Object { Set-R2Profile -Name $_ -AccountId ('a' * 32) }
    }

    It 'removes one, and emits nothing' {
        Remove-R2Profile work -Confirm:$false | Should -BeNullOrEmpty
        (Get-R2Profile).Name | Should -Be home
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No 'Remove-R2Profile work'
        $run.Questions | Should -Match 'Remove profile.*: work'
        (Get-R2Profile).Name | Should -Contain work
    }

    It 'removes none under -WhatIf' {
        Get-R2Profile | Remove-R2Profile -WhatIf
        @(Get-R2Profile).Count | Should -Be 2
    }

    It 'takes profiles from the pipeline, and goes on after one that is missing' {
        $found = Get-R2Error { 'none', 'work', 'home' | Remove-R2Profile -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.ProfileNotFound,*'
        Get-R2Profile | Should -BeNullOrEmpty
    }
}
