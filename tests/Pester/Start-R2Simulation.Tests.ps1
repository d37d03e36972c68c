BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $recording = Join-Path $TestDrive rec
    $emulator = New-TestRecording $recording
}

AfterAll {
    Stop-R2Simulation -WarningAction SilentlyContinue
    $emulator | Stop-R2Emulator
}

Describe 'Start-R2Simulation' {
    AfterEach { Stop-R2Simulation -WarningAction SilentlyContinue }

    It 'replays without a request to the server' {
        $before = $emulator.Requests.Total
        $simulation = Start-R2Simulation -Replay -Path $recording -Strict
        $simulation.Mode | Should -Be Replay
        ('Hello' | Write-R2Object -Key hello.txt).Key | Should -Be hello.txt
        $emulator.Requests.Total | Should -Be $before
    }

    It 'refuses in a strict replay what was not recorded, and shows what differs' {
        $null = Start-R2Simulation -Replay -Path $recording -Strict
        $refused = Get-R2Error { 'Good-bye' | Write-R2Object -Key hello.txt }
        $refused.FullyQualifiedErrorId | Should -BeLike 'R2.NotRecorded,*'
        $refused.Exception.Message | Should -Match 'Nearest is #1 PUT .* What differs: .*body'
    }

    It 'does not record over a recording without -Force' {
        { Start-R2Simulation -Record -Path $recording -ErrorAction Stop } | Should -Throw -ErrorId 'R2.RecordingExists,*'
    }

    It 'does nothing under -WhatIf' {
        Start-R2Simulation -Record -Path (Join-Path $TestDrive none) -WhatIf | Should -BeNullOrEmpty
        Join-Path $TestDrive none | Should -Not -Exist
    }
}
