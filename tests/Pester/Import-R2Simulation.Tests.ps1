BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # An emulator of its own in any case: it is stopped to show that a replay needs none.
    $emulator = Start-R2Emulator simulated
    $recording = Join-Path $TestDrive 'rec'
    $null = Start-R2Simulation -Record -Path $recording
    $null = 'Hello' | Write-R2Object -Key hello.txt
    Stop-R2Simulation
    $archive = Export-R2Simulation $recording (Join-Path $TestDrive rec.zip)
}

AfterAll {
    Stop-R2Simulation -WarningAction SilentlyContinue
    $emulator | Stop-R2Emulator
}

Describe 'Import-R2Simulation' {
    It 'makes a folder that can be replayed' {
        $folder = Import-R2Simulation $archive.FullName (Join-Path $TestDrive fresh)
        (Start-R2Simulation -Replay -Path $folder.FullName).RecordedCount | Should -Be 1
        Stop-R2Simulation -WarningAction SilentlyContinue
    }

    It 'refuses what is no archive of a recording' {
        $file = Join-Path $TestDrive no.zip
        Set-Content $file 'no zip'
        (Get-R2Error { Import-R2Simulation $file (Join-Path $TestDrive none) }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRecording,*'
        Join-Path $TestDrive none | Should -Not -Exist
    }
}
