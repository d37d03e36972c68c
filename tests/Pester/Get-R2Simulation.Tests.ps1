BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $recording = Join-Path $TestDrive rec
    $emulator = New-TestRecording $recording
}

AfterAll {
    Stop-R2Simulation -WarningAction SilentlyContinue
    $emulator | Stop-R2Emulator
}

Describe 'Get-R2Simulation' {
    It 'returns nothing where none runs' {
        Get-R2Simulation | Should -BeNullOrEmpty
    }

    It 'counts what was recorded, asked for and not there' {
        $null = Start-R2Simulation -Replay -Path $recording
        $null = 'Hello' | Write-R2Object -Key hello.txt
        $null = Test-R2Object other -WarningAction SilentlyContinue
        $simulation = Get-R2Simulation
        $simulation | Should -BeOfType R2.Simulation.R2Simulation
        $simulation.RecordedCount, $simulation.ReplayedCount, $simulation.UnrecordedCount | Should -Be 1, 1, 1
    }
}
