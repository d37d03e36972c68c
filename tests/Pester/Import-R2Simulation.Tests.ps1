BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $recording = Join-Path $TestDrive rec
    $emulator = New-TestRecording $recording
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
