BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Remove-R2Object' {
    BeforeEach {
        'a', 'b', 'c' | ForEach-Object { $null = 'x' | Write-R2Object -Key "$prefix$_" }
    }

    It 'removes a key, and emits it with -PassThru alone' {
        Remove-R2Object "${prefix}a" -Confirm:$false | Should -BeNullOrEmpty
        Test-R2Object "${prefix}a" | Should -BeFalse
        $removed = Remove-R2Object "${prefix}b" -Confirm:$false -PassThru
        $removed | Should -BeOfType R2.Models.R2DeleteResult
        $removed.Deleted | Should -BeTrue
    }

    It 'removes what is listed to it' {
        Get-R2ObjectList -Prefix $prefix | Where-Object Key -NE "${prefix}b" | Remove-R2Object -Confirm:$false
        (Get-R2ObjectList -Prefix $prefix).Key | Should -Be "${prefix}b"
    }

    It 'sends a thousand keys at a time' {
        Skip-OnR2 "counts the emulator's requests"
        $at.Emulator.Requests.Clear()
        1..1500 | ForEach-Object { "${prefix}n$_" } | Remove-R2Object -Confirm:$false
        $at.Emulator.Requests.CountOf('DeleteObjects') | Should -Be 2
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No '"${prefix}a", "${prefix}b" | Remove-R2Object -Connection $connection'
        $run.Questions | Should -Be ('a', 'b' | ForEach-Object { "Performing the operation `"Remove object`" on target `"$($at.Bucket)/$prefix$_`"." })
        Test-R2Object "${prefix}a" | Should -BeTrue
    }

    It 'asks once where the answer is yes to all' {
        $run = Invoke-Answering YesToAll 'Get-R2ObjectList -Prefix $prefix -Connection $connection | Remove-R2Object -Connection $connection'
        $run.Questions.Count | Should -Be 1
        $run.Errors | Should -BeNullOrEmpty
        Get-R2ObjectList -Prefix $prefix | Should -BeNullOrEmpty
    }

    It 'removes nothing under -WhatIf' {
        Get-R2ObjectList -Prefix $prefix | Remove-R2Object -WhatIf
        @(Get-R2ObjectList -Prefix $prefix).Count | Should -Be 3
    }

    It 'says nothing of a key that is not there' {
        @(Get-R2Error { Remove-R2Object "${prefix}none" -Confirm:$false }).Count | Should -Be 0
    }

    It 'fails for a key that can be none, and removes the others' {
        $found = Get-R2Error { "${prefix}a", ('x' * 1025), "${prefix}b" | Remove-R2Object -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*'
        "${prefix}a", "${prefix}b" | Test-R2Object | Should -Be $false, $false
    }
}
