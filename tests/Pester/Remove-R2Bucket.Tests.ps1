BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Remove-R2Bucket' {
    BeforeEach {
        Skip-OnR2 'removes buckets'
        $name = "doomed-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $null = New-R2Bucket $name
    }

    It 'removes an empty bucket, and emits nothing' {
        Remove-R2Bucket $name -Confirm:$false | Should -BeNullOrEmpty
        Test-R2Bucket $name | Should -BeFalse
    }

    It 'asks first, and takes no for an answer' {
        $run = Invoke-Answering No "Remove-R2Bucket $name -Connection `$connection"
        $run.Questions | Should -Be "Performing the operation `"Remove bucket`" on target `"$name`"."
        Test-R2Bucket $name | Should -BeTrue
    }

    It 'refuses a bucket that has objects, and says how to do it' {
        $null = 'x' | Write-R2Object -BucketName $name -Key k
        $found = Get-R2Error { Remove-R2Bucket $name -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.BucketNotEmpty,*'
        $found.CategoryInfo.Category | Should -Be ResourceExists
        $found.ErrorDetails.RecommendedAction | Should -Match '-Force'
        Test-R2Object -BucketName $name k | Should -BeTrue
    }

    It 'empties it first with -Force, and asks with the number of objects and uploads' {
        'a', 'b' | ForEach-Object { $null = 'x' | Write-R2Object -BucketName $name -Key $_ }
        $null = Start-R2MultipartUpload -BucketName $name -Key m
        $run = Invoke-Answering No "Remove-R2Bucket $name -Force -Connection `$connection"
        $run.Questions | Should -Match '2 objects.*1 .*upload'
        Test-R2Bucket $name | Should -BeTrue
        (Invoke-Answering Yes "Remove-R2Bucket $name -Force -Connection `$connection").Errors | Should -BeNullOrEmpty
        Test-R2Bucket $name | Should -BeFalse
    }

    It 'removes nothing under -WhatIf, with -Force or without' {
        $null = 'x' | Write-R2Object -BucketName $name -Key k
        $name | Remove-R2Bucket -WhatIf
        $name | Remove-R2Bucket -Force -WhatIf
        Test-R2Object -BucketName $name k | Should -BeTrue
    }

    It 'takes buckets from the pipeline, and goes on after one that is missing' {
        $found = Get-R2Error { 'doomed-never-there', $name | Remove-R2Bucket -Confirm:$false }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        $found.TargetObject | Should -Be doomed-never-there
        Test-R2Bucket $name | Should -BeFalse
    }
}
