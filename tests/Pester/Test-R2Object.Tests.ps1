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

    It 'names its keys with -Detailed, and what exists can be piped on' {
        $rows = "${prefix}there", "${prefix}none", "${prefix}there" | Test-R2Object -Detailed
        $rows | ForEach-Object { "$($_.BucketName) $($_.Key) $($_.Exists)" } | Should -Be "$($at.Bucket) ${prefix}there True", "$($at.Bucket) ${prefix}none False", "$($at.Bucket) ${prefix}there True"
        ($rows | Where-Object Exists | Get-R2Object).Key | Should -Be "${prefix}there", "${prefix}there"
        $rows | Out-String -Width 80 | Should -Match "(?m)^False +\S+ +${prefix}none"
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
