BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $null = 'x' | Write-R2Object -Key "${prefix}there"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Test-R2Object' {
    It 'is true or false, and never an error' {
        Test-R2Object "${prefix}there" | Should -BeOfType bool
        Test-R2Object "${prefix}there" | Should -BeTrue
        Test-R2Object "${prefix}There" | Should -BeFalse
        @(Get-R2Error { Test-R2Object "${prefix}none" }).Count | Should -Be 0
    }

    It 'answers in the order of what is piped to it' {
        "${prefix}there", "${prefix}none", "${prefix}there" | Test-R2Object | Should -Be $true, $false, $true
    }

    It 'takes objects of a list' {
        Get-R2ObjectList -Prefix $prefix | Test-R2Object | Should -BeTrue
    }

    It 'is an error where the key can be none' {
        $found = Get-R2Error { Test-R2Object ('x' * 1025) }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*'
        $found.CategoryInfo.Category | Should -Be InvalidArgument
    }

    It 'is an error where the server fails' {
        Skip-OnR2 "needs the emulator's faults"
        $at.Emulator.Faults.Add([R2.Emulator.Fault]::Status(403, 'AccessDenied', $null))
        try { $found = Get-R2Error { Test-R2Object "${prefix}there" } } finally { $at.Emulator.Faults.Clear() }
        $found.CategoryInfo.Category | Should -Be PermissionDenied
    }
}
