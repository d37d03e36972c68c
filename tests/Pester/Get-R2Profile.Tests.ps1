BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestProfile "$TestDrive/config"
}

AfterAll {
    Close-TestProfile $at
}

Describe 'Get-R2Profile' {
    BeforeAll {
        'work', 'work-eu', 'home' | ForEach-Object { Set-R2Profile -Name $_ -AccountId ('a' * 32) }
        Set-R2Profile -Name home -BucketName photos -Default
    }

    It 'lists all, and where they are' {
        $found = Get-R2Profile
        $found | Should -BeOfType R2.Cmdlets.Results.R2Profile
        $found.Name | Sort-Object | Should -Be home, work, work-eu
        $found[0].Path | Should -BeLike "$TestDrive*"
        ($found | Where-Object IsDefault).Name | Should -Be home
    }

    It 'takes patterns, names and properties' {
        (Get-R2Profile work*).Name | Sort-Object | Should -Be work, work-eu
        ('home', 'work' | Get-R2Profile).Name | Should -Be home, work
        ([pscustomobject]@{ Name = 'home' } | Get-R2Profile).BucketName | Should -Be photos
    }

    It 'goes on after a name that is missing' {
        $found = @('none', 'home' | Get-R2Profile -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Name | Should -Be home
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.ProfileNotFound,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'is nothing, and no error, where no profile is like the pattern' {
        @(Get-R2Error { Get-R2Profile none* }).Count | Should -Be 0
    }

    It 'shows the name' {
        Get-R2Profile home | Out-String -Width 100 | Should -Match home
    }
}
