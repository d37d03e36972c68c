BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # An emulator of its own in any case: it is stopped to show that a replay needs none.
    $emulator = Start-R2Emulator simulated
    $recording = Join-Path $TestDrive 'rec'
    $null = Start-R2Simulation -Record -Path $recording
    $null = 'Hello' | Write-R2Object -Key hello.txt
    Stop-R2Simulation
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
