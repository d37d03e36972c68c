BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    if ($at.Emulator) { "alpha-one", "alpha-two", "beta-one" | New-R2Bucket | Out-Null }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2Bucket' {
    BeforeEach {
        Skip-OnR2 'lists the buckets of an account'
    }

    It 'lists all, with names and dates' {
        $found = Get-R2Bucket
        $found | Should -BeOfType R2.Models.R2Bucket
        $found.BucketName | Should -Be alpha-one, alpha-two, beta-one, pester-bucket
        $found[0].CreationDate | Should -BeOfType datetimeoffset
        $found[0].Name | Should -Be alpha-one
    }

    It 'takes patterns: <Pattern>' -ForEach @(
        @{ Pattern = 'alpha-*'; Names = 'alpha-one', 'alpha-two' }
        @{ Pattern = '*-one'; Names = 'alpha-one', 'beta-one' }
        @{ Pattern = '[b]eta-on?'; Names = 'beta-one' }
        @{ Pattern = 'none-*'; Names = @() }
    ) {
        @(Get-R2Bucket $Pattern).BucketName | Should -Be $Names
    }

    It 'takes names from the pipeline and from properties, and goes on after one that is missing' {
        $found = @('beta-one', 'gamma', 'alpha-one' | Get-R2Bucket -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.BucketName | Sort-Object | Should -Be alpha-one, beta-one
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
        $failed.TargetObject | Should -Be gamma
        ([pscustomobject]@{ BucketName = 'alpha-two' } | Get-R2Bucket).BucketName | Should -Be alpha-two
    }

    It 'shows the date and the name' {
        Get-R2Bucket alpha-one | Out-String -Width 80 | Should -Match "Created +BucketName\r?\n-+ +-+\r?\n\d{4}-\d\d-\d\d [\d:]{8} alpha-one"
    }
}
