BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # An emulator of its own in any case: these tests count requests.
    $emulator = Start-R2Emulator metric-bucket
}

AfterAll {
    $emulator | Stop-R2Emulator
}

Describe 'Get-R2Metric' {
    It 'says what the session did, and that the free tier is not taken off its cost' {
        1..3 | ForEach-Object { $null = "$_" | Write-R2Object -Key "k$_" }

        $shown = Get-R2Metric | Out-String -Width 200

        $shown | Should -Match 'EstimatedCost +: [\d.]+ USD, before the 1 million Class A'
        $shown | Should -Match 'PutObject:\s+\d+'
    }

    It 'counts requests, bytes and classes of operations' {
        $before = Get-R2Metric
        $null = 'four' | Write-R2Object -Key counted
        $null = Read-R2Object counted -AsString
        Remove-R2Object counted -Confirm:$false
        $after = Get-R2Metric
        $after | Should -BeOfType R2.R2Metric
        $after.Requests - $before.Requests | Should -Be 3
        $after.BytesUploaded - $before.BytesUploaded | Should -BeGreaterOrEqual 4
        $after.BytesDownloaded - $before.BytesDownloaded | Should -BeGreaterOrEqual 4
        $after.ClassAOperations - $before.ClassAOperations | Should -Be 1
        $after.ClassBOperations - $before.ClassBOperations | Should -Be 1
    }

    It 'counts what failed, and what was repeated' {
        $before = Get-R2Metric
        $fault = [R2.Emulator.Fault]::Status(503, 'ServiceUnavailable', $null)
        $fault.Times = 1
        $emulator.Faults.Add($fault)
        # It succeeds in the end, and so is one request that did not fail.
        $null = 'x' | Write-R2Object -Key again
        $null = Get-R2Error { Get-R2Object none }
        $after = Get-R2Metric
        $after.Requests - $before.Requests | Should -Be 2
        $after.Errors - $before.Errors | Should -Be 1
        $after.Retries - $before.Retries | Should -Be 1
    }

    It 'is a picture of its moment' {
        $before = Get-R2Metric
        $requests = $before.Requests
        $null = Get-R2ObjectList
        $before.Requests | Should -Be $requests
    }

    It 'is of its own runspace' {
        $at = [pscustomobject]@{ Connection = Get-R2Connection; Prefix = '' }
        (Invoke-Answering Yes '$null = Get-R2Metric; (Get-R2Metric).Requests').Output | Should -Be 0
    }

    It 'shows the operations as a table' {
        $null = Get-R2ObjectList

        (Get-R2Metric).Operations | Out-String -Width 200 | Should -Match '(?m)^ListObjectsV2 +\d+ +\d+ +\d+ '
    }
}
