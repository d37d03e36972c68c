BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Add-R2EmulatorFault' {
    BeforeEach {
        $emulator = Start-R2Emulator faulty
        $null = Connect-R2 -Endpoint $emulator.Endpoint -Credential $emulator.Credential -BucketName faulty -Option @{ RetryMaxAttempts = 1 }
    }

    AfterEach {
        $emulator | Stop-R2Emulator
    }

    It 'answers with the status and its usual code, or the code given' -ForEach @(
        @{ Arguments = @{ Status = 503 }; Id = 'R2.ServiceUnavailable' }
        @{ Arguments = @{ Status = 403 }; Id = 'R2.AccessDenied' }
        @{ Arguments = @{ Status = 503; Code = 'SlowDown' }; Id = 'R2.SlowDown' }
        @{ Arguments = @{ Status = 500 }; Id = 'R2.InternalError' }
    ) {
        $emulator | Add-R2EmulatorFault @Arguments | Should -BeNullOrEmpty
        (Get-R2Error { Get-R2ObjectList }).FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'happens to one operation, to keys of a pattern, so many times, after some, and to one in so many' {
        Add-R2EmulatorFault 404 -Operation getobject -Key 'logs/*' -SkipFirst 1 -Every 2 -Times 2
        foreach ($key in 'logs/a', 'data/a') { 'x' | Write-R2Object -Key $key | Out-Null }
        $ids = foreach ($number in 1..8) { if (Get-R2Error { Read-R2Object logs/a -AsString }) { 'fails' } else { 'reads' } }
        $ids | Should -Be 'reads', 'fails', 'reads', 'fails', 'reads', 'reads', 'reads', 'reads'
        Read-R2Object data/a -AsString | Should -Be x
    }

    It 'breaks the connection: <_>' -ForEach 'Request', 'RequestBody', 'Response' {
        Add-R2EmulatorFault -Drop $_ -Operation PutObject -Times 1
        (Get-R2Error { 'x' | Write-R2Object -Key k }).FullyQualifiedErrorId | Should -BeLike 'R2.*'
        Test-R2Object k | Should -Be ($_ -eq 'Response')
        'x' | Write-R2Object -Key k | Out-Null
    }

    It 'corrupts, throttles, delays and breaks a body' {
        [byte[]]::new(200kb) | Write-R2Object -Key k | Out-Null
        Add-R2EmulatorFault -Delay 0.01; Add-R2EmulatorFault -Throttle 20mb; Add-R2EmulatorFault -ClockOffset 1m
        Add-R2EmulatorFault -Corrupt ResponseBody -AtByte 5 -Operation GetObject -Times 1
        (Get-R2Error { Read-R2Object k -Path "$TestDrive/k" }).FullyQualifiedErrorId | Should -BeLike 'R2.ChecksumMismatch,*'
        [R2.Emulator.FaultKind].GetEnumNames() | Where-Object { $emulator.Faults.CountOf($_) } | Sort-Object | Should -Be 'ClockOffset', 'CorruptResponseByte', 'Delay', 'Throttle'
    }

    It 'sends an error with status 200, and refuses single keys' {
        'a', 'b' | ForEach-Object { 'x' | Write-R2Object -Key $_ | Out-Null }
        Add-R2EmulatorFault -ErrorIn200 InternalError -Operation CopyObject
        (Get-R2Error { Copy-R2Object a c }).FullyQualifiedErrorId | Should -BeLike 'R2.InternalError,*'
        Add-R2EmulatorFault -RefuseKey AccessDenied -Key a
        (Get-R2Error { Get-R2ObjectList | Remove-R2Object -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        (Get-R2ObjectList).Key | Should -Be a
    }

    It 'happens to those that are piped in, and to all without' {
        $other = Start-R2Emulator other
        $emulator | Add-R2EmulatorFault 403 -Times 1
        (Get-R2Bucket).BucketName | Should -Be other
        Add-R2EmulatorFault 403 -Times 1
        (Get-R2Error { Get-R2Bucket }).FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        $other.Faults.CountOf('Status') | Should -Be 1
        $other | Stop-R2Emulator
    }

    It 'does nothing under -WhatIf' {
        Add-R2EmulatorFault 500 -WhatIf
        (Get-R2Bucket).BucketName | Should -Be faulty
    }

    It 'refuses an operation that would never happen' {
        $found = Get-R2Error { Add-R2EmulatorFault 500 -Operation Put }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.UnknownOperation,*'
        $found.ErrorDetails.RecommendedAction | Should -Match Tab
    }

    It 'completes operations of S3 and of the API' {
        (TabExpansion2 'Add-R2EmulatorFault 500 -Operation upl').CompletionMatches.CompletionText | Should -Be 'UploadPart', 'UploadPartCopy'
        (TabExpansion2 'Add-R2EmulatorFault 500 -Operation r2-list').CompletionMatches.CompletionText | Should -Contain r2-list-buckets
        (TabExpansion2 'Add-R2EmulatorFault -Drop ').CompletionMatches.CompletionText | Should -Be 'Request', 'RequestBody', 'Response', 'ResponseBody'
    }
}
