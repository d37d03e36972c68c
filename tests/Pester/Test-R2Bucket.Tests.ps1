BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Test-R2Bucket' {
    It 'is true of a bucket that is there' {
        Test-R2Bucket $at.Bucket | Should -BeTrue
    }

    It 'is false, without an error, of one that is not' {
        $found = @(Get-R2Error { Test-R2Bucket "none-$([guid]::NewGuid())" })
        $found.Count | Should -Be 0
        Test-R2Bucket "none-$([guid]::NewGuid())" | Should -BeFalse
    }

    It 'answers in the order of what is piped to it' {
        $at.Bucket, "none-$([guid]::NewGuid())", $at.Bucket | Test-R2Bucket | Should -Be $true, $false, $true
    }

    It 'takes the name from a property' {
        [pscustomobject]@{ BucketName = $at.Bucket } | Test-R2Bucket | Should -BeTrue
    }

    It 'is an error, not false, where the key is refused' {
        Skip-OnR2 'sends a key pair that is refused'
        $wrong = [pscredential]::new('nobody', (ConvertTo-SecureString wrong -AsPlainText))
        $found = Get-R2Error {
            $other = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $wrong
            Test-R2Bucket $at.Bucket -Connection $other
        }
        $null = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket
        $found.CategoryInfo.Category | Should -BeIn AuthenticationError, PermissionDenied
    }
}
