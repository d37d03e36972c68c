BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $null = 'x' | Write-R2Object -Key "${prefix}there"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Test-R2Connection' {
    It 'goes step by step, and writes nothing unless told to' {
        $rows = Test-R2Connection -Prefix $prefix
        $ofApi = if ((Get-R2Connection).HasApiToken) { 'API token', 'API read' }
        $rows.Name | Should -Be (@('Name resolution', 'TCP', 'TLS', 'Clock', 'Credential', 'List', 'Read', 'Write', 'Delete', 'Latency') + $ofApi)
        $rows | Where-Object Status -EQ Failed | Should -BeNullOrEmpty
        ($rows | Where-Object Name -In Write, Delete).Status | Should -Be Skipped, Skipped
        (Get-R2ObjectList -Prefix $prefix).Key | Should -Be "${prefix}there"
    }

    It 'writes and deletes with -Write, and leaves nothing' {
        (Test-R2Connection -Write -Prefix $prefix | Where-Object Name -In Write, Delete).Status | Should -Be Passed, Passed
        (Get-R2ObjectList -Prefix $prefix).Key | Should -Be "${prefix}there"
    }

    It 'is one bool with -Quiet' {
        Test-R2Connection -Quiet -Prefix $prefix | Should -BeTrue
    }

    It 'says which step fails, and what to do, without an error' {
        Skip-OnR2 "needs the emulator's faults"
        $at.Emulator.Faults.Add([R2.Emulator.Fault]::Status(403, 'SignatureDoesNotMatch', $null))
        try {
            $rows = Test-R2Connection -ErrorVariable failed
            Test-R2Connection -Quiet | Should -BeFalse
        }
        finally { $at.Emulator.Faults.Clear() }
        $failed | Should -BeNullOrEmpty
        ($rows | Where-Object Status -EQ Failed).Name | Should -Contain Credential
        ($rows | Where-Object Name -EQ Credential).Remedy | Should -Match 'secret access key'
    }

    It 'says nothing of a bucket that there is not' {
        $rows = Test-R2Connection -BucketName 'pester-no-such-bucket-0f3a'
        ($rows | Where-Object Name -EQ List).Status | Should -Be Failed
        ($rows | Where-Object Name -EQ Read).Status | Should -Be Failed
        ($rows | Where-Object Name -EQ Read).Detail | Should -Match 'bucket'
        ($rows | Where-Object Name -EQ Latency | ForEach-Object { "$($_.Status) $($_.Detail)" }) | Should -Be 'Skipped Read failed'
    }

    It 'takes the bucket first, and says in each row where it looked' {
        $rows = Test-R2Connection $at.Bucket -Prefix $prefix
        $rows.BucketName | Select-Object -Unique | Should -Be $at.Bucket
        $rows.Endpoint | Select-Object -Unique | Should -Be $at.Connection.Endpoint
        $rows | Out-String -Width 80 | Should -BeLike "*Endpoint: $($at.Connection.Endpoint), bucket $($at.Bucket)*"
    }

    It 'shows the whole remedy in 80 columns, broken between words' {
        $rows = Test-R2Connection -BucketName 'pester-no-such-bucket-0f3a'
        $shown = $rows | Out-String -Width 80
        $shown -split '\r?\n' | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        ($shown -replace '\s+', ' ') | Should -BeLike "*-> $(($rows | Where-Object Name -EQ Read).Remedy)*"
    }

    It 'waits no longer than its own -TimeoutSeconds for a server that never answers, and claims nothing of the credential' {
        $server = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $server.Start()
        try {
            $silent = Connect-R2 -Endpoint "http://$($server.LocalEndpoint)" -Credential ([pscredential]::new('a' * 32, (ConvertTo-SecureString ('b' * 64) -AsPlainText))) -NoDefault
            $rows = Test-R2Connection photos -Connection $silent -TimeoutSeconds 1
        }
        finally {
            $server.Stop()
        }
        ($rows | Where-Object Name -EQ Clock | ForEach-Object { "$($_.Status) $($_.Detail)" }) | Should -Be 'Failed No response arrived within 1 s.'
        $rows | Where-Object Name -In Credential, List, Read, Latency | ForEach-Object { "$($_.Status) $($_.Detail)" } | Select-Object -Unique | Should -Be 'Skipped Clock failed'
    }

    It 'asks before it writes under -Confirm, and takes no for an answer' {
        $run = Invoke-Answering No 'Test-R2Connection -Write -Confirm -Prefix $prefix -Connection $connection'
        $run.Questions | Should -Be "Performing the operation `"Write and delete a test object`" on target `"$($at.Bucket)`"."
        ($run.Output | Where-Object Name -EQ Write).Status | Should -Be Skipped
    }

    It 'shows a row for each step' {
        Test-R2Connection -Prefix $prefix | Out-String -Width 120 | Should -Match 'Credential'
    }
}
