BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # An emulator of its own in any case: these tests count requests.
    $emulator = Start-R2Emulator metric-bucket
    $null = 'x' | Write-R2Object -Key k
}

AfterAll {
    $emulator | Stop-R2Emulator
}

Describe 'Export-R2Metric' {
    It 'writes Prometheus text down the pipeline' {
        $text = Export-R2Metric
        $text | Should -BeOfType string
        $text | Should -Match '(?m)^# TYPE r2_requests_total counter$'
        $text | Should -Match '(?m)^r2_requests_total\{[^}]*operation="PutObject"[^}]*\} \d+$'
    }

    It 'has a type before each series, and no line that is neither' {
        $typed = @{}
        $wrong = foreach ($line in (Export-R2Metric) -split "`n") {
            if ($line -match '^# TYPE (\S+) (counter|gauge|histogram)$') { $typed[$Matches[1]] = $true }
            elseif ($line -notmatch '^# HELP ' -and ($line -notmatch '^[a-z0-9_]+(\{.*\})? \S+$' -or -not $typed[$line -replace '[{ ].*' -replace '_(bucket|sum|count)$'])) { $line }
        }
        $wrong | Should -BeNullOrEmpty
        $typed.Count | Should -BeGreaterThan 3
    }

    It 'replaces a file whole, and emits it with -PassThru alone' {
        'old' | Set-Content "$TestDrive/r2.prom"
        Export-R2Metric -Path "$TestDrive/r2.prom" | Should -BeNullOrEmpty
        Get-Content "$TestDrive/r2.prom" -Raw | Should -Match 'r2_requests_total'
        (Export-R2Metric -Path "$TestDrive/r2.prom" -PassThru).FullName | Should -Be (Join-Path $TestDrive r2.prom)
        Get-ChildItem $TestDrive -Force | Should -HaveCount 1
    }

    It 'counts an upload that has begun before its first part, in the file of R2_METRIC_PATH, and once' {
        $env:R2_METRIC_PATH = "$TestDrive/early.prom"
        try {
            $before = (Get-R2Metric).Operations | Where-Object Operation -eq CreateMultipartUpload | ForEach-Object Requests
            $upload = Start-R2MultipartUpload video.mp4
            $line = "r2_requests_total{operation=`"CreateMultipartUpload`",status=`"200`"} $(1 + $before)"
            (Get-Content "$TestDrive/early.prom") -contains $line | Should -BeTrue
            Export-R2Metric -Path "$TestDrive/early.prom" -Accumulate
            (Get-Content "$TestDrive/early.prom") -contains $line | Should -BeTrue
        }
        finally {
            $env:R2_METRIC_PATH = $null
            $upload | Stop-R2MultipartUpload -Confirm:$false
        }
    }

    It 'adds to what is there with -Accumulate, and this session once' {
        1..2 | ForEach-Object { Export-R2Metric -Path "$TestDrive/sum.prom" -Accumulate }
        $once = (Export-R2Metric) -split "`n" -like 'r2_requests_total{operation="PutObject"*'
        (Get-Content "$TestDrive/sum.prom") -like 'r2_requests_total{operation="PutObject"*' | Should -Be $once
        'mine' | Set-Content "$TestDrive/mine.prom"
        (Get-R2Error { Export-R2Metric -Path "$TestDrive/mine.prom" -Accumulate }).FullyQualifiedErrorId | Should -BeLike 'R2.MetricFileForeign,*'
        Get-Content "$TestDrive/mine.prom" | Should -Be 'mine'
    }

    It 'writes nothing under -WhatIf' {
        Export-R2Metric -Path "$TestDrive/not.prom" -WhatIf
        "$TestDrive/not.prom" | Should -Not -Exist
    }

    It 'says where it cannot write' {
        $found = Get-R2Error { Export-R2Metric -Path "$TestDrive/none/r2.prom" }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.File*,*'
        $found.TargetObject | Should -Be (Join-Path $TestDrive none/r2.prom)
    }
}
