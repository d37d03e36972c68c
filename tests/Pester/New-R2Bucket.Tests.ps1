BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'New-R2Bucket' {
    BeforeEach {
        Skip-OnR2 'makes buckets'
    }

    It 'makes a bucket and emits it' {
        $made = New-R2Bucket new-one -LocationHint weur
        $made | Should -BeOfType R2.Models.R2Bucket
        $made.Location | Should -Be weur
        Test-R2Bucket new-one | Should -BeTrue
    }

    It 'makes each that is piped to it' {
        ('piped-a', 'piped-b' | New-R2Bucket).BucketName | Sort-Object | Should -Be piped-a, piped-b
        ([pscustomobject]@{ Bucket = 'piped-c' } | New-R2Bucket).BucketName | Should -Be piped-c
    }

    It 'makes none under -WhatIf' {
        New-R2Bucket not-made -WhatIf | Should -BeNullOrEmpty
        Test-R2Bucket not-made | Should -BeFalse
    }

    It 'asks under -Confirm, and takes no for an answer' {
        $run = Invoke-Answering No 'New-R2Bucket refused -Confirm -Connection $connection'
        $run.Questions | Should -Be 'Performing the operation "Make bucket" on target "refused".'
        Test-R2Bucket refused | Should -BeFalse
    }

    It 'goes on after a name that is refused or taken' {
        $made = @('Not Valid', 'pester-bucket', 'good' | New-R2Bucket -ErrorAction SilentlyContinue -ErrorVariable failed)
        $made.BucketName | Should -Be good
        $failed.Count | Should -Be 2
        ($failed | Where-Object TargetObject -EQ 'Not Valid').FullyQualifiedErrorId | Should -BeLike 'R2.InvalidBucketName,*'
        ($failed | Where-Object TargetObject -EQ pester-bucket).CategoryInfo.Category | Should -Be ResourceExists
    }

    It 'refuses a location that there is not before it sends anything' {
        $at.Emulator.Requests.Clear()
        { New-R2Bucket nowhere -LocationHint moon } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        $at.Emulator.Requests.Count | Should -Be 0
    }
}
