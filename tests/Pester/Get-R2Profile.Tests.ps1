BeforeDiscovery {
    # Elsewhere the folder of the profiles can be moved: these tests must not touch those of whoever runs them.
    $noHome = $IsWindows
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $kept = @(Get-ChildItem env:R2_*, env:AWS_* | ForEach-Object { $_; Remove-Item "env:$($_.Name)" })
    $config = $env:XDG_CONFIG_HOME
    $env:XDG_CONFIG_HOME = "$TestDrive/config"
    # As Open-TestBucket has it, for Invoke-Answering.
    $at = [pscustomobject]@{ Connection = $null; Prefix = '' }
}

AfterAll {
    $env:XDG_CONFIG_HOME = $config
    $kept | ForEach-Object { Set-Item "env:$($_.Name)" $_.Value }
}

Describe 'Get-R2Profile' -Skip:$noHome {
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
