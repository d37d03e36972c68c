BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $recording = Join-Path $TestDrive rec
    $emulator = New-TestRecording $recording
}

AfterAll {
    Stop-R2Simulation -WarningAction SilentlyContinue
    $emulator | Stop-R2Emulator
}

Describe 'Stop-R2Simulation' {
    It 'makes the recording whole' {
        (Get-Content (Join-Path $recording recording.jsonl))[-1] | Should -Be '{"end":{"exchanges":1}}'
    }

    It 'warns of what was never asked for' {
        $null = Start-R2Simulation -Replay -Path $recording
        Stop-R2Simulation -WarningVariable unasked -WarningAction SilentlyContinue
        "$unasked" | Should -Match '#1 PUT /simulated/hello.txt \(200\)'
    }

    It 'gives the connection back to the server' {
        $null = Start-R2Simulation -Replay -Path $recording
        Stop-R2Simulation -WarningAction SilentlyContinue
        Test-R2Object hello.txt | Should -BeTrue
    }

    It 'stops nothing under -WhatIf' {
        $null = Start-R2Simulation -Replay -Path $recording
        Stop-R2Simulation -WhatIf
        Get-R2Simulation | Should -Not -BeNullOrEmpty
    }
}
