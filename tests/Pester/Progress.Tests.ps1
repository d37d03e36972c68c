# What transfers show while they run. The records are read from a runspace of their own, since the host of these tests shows none.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix

    # In a process of its own: whether it is a build's log is asked once.
    function Get-Progress([string] $Script) {
        $run = Invoke-CleanProcess {
            param($manifest, $script)
            $env:CI = $env:GITHUB_ACTIONS = $env:TF_BUILD = $null
            $shell = [powershell]::Create()
            $null = $shell.AddScript("`$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; `$null = Start-R2Emulator shown; `$null = $script")
            $null = $shell.Invoke()
            $shell.Streams.Progress | ForEach-Object { "$($_.Activity)|$($_.StatusDescription)|$($_.PercentComplete)|$($_.ParentActivityId)" }
            $shell.Streams.Error
            $shell.InvocationStateInfo.Reason
        } -ArgumentList $manifest, $Script
        $run.Output
    }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Progress' {
    It 'is one line for one file, with its size and per cent' {
        [IO.File]::WriteAllBytes("$TestDrive/one.bin", [byte[]]::new(3MB))
        $shown = Get-Progress "Write-R2Object '$TestDrive/one.bin' -MaxBytesPerSecond 1M"
        $shown | Should -Not -BeNullOrEmpty
        $shown | ForEach-Object { $_ | Should -Match '^Write-R2Object one\.bin\|[\d.,]+ \w+ of 3\.0 MB at [\d.,]+ \w+/s\|\d+\|-1$' }
    }

    It 'has total, per cent and number for a tree' {
        $null = New-Item -ItemType Directory $TestDrive/tree/sub
        1..6 | ForEach-Object { [IO.File]::WriteAllBytes("$TestDrive/tree/$_.bin", [byte[]]::new(512KB)); [IO.File]::WriteAllBytes("$TestDrive/tree/sub/$_.bin", [byte[]]::new(0)) }
        $shown = Get-Progress "Write-R2Object '$TestDrive/tree' -Recurse -MaxBytesPerSecond 1M -ThrottleLimit 2"
        $all = @($shown | Where-Object { $_ -like 'Write-R2Object|*' })
        $all | Should -Not -BeNullOrEmpty
        $all | ForEach-Object { $_ | Should -Match '^Write-R2Object\|\d+ of 12 done; [\d.,]+ \w+ of 3\.0 MB at [\d.,]+ \w+/s\|\d+\|-1$' }
    }
}
