BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $recording = Join-Path $TestDrive rec
    $emulator = New-TestRecording $recording
}

AfterAll {
    Stop-R2Simulation -WarningAction SilentlyContinue
    $emulator | Stop-R2Emulator
}

Describe 'Export-R2Simulation' {
    It 'makes a zip archive of index and bodies' {
        $archive = Export-R2Simulation $recording (Join-Path $TestDrive rec.zip)
        $archive | Should -BeOfType IO.FileInfo
        Expand-Archive $archive.FullName (Join-Path $TestDrive unpacked)
        Join-Path $TestDrive unpacked recording.jsonl | Should -Exist
    }

    It 'overwrites a file with -Force alone' {
        $file = Join-Path $TestDrive again.zip
        $null = Export-R2Simulation $recording $file
        (Get-R2Error { Export-R2Simulation $recording $file }).FullyQualifiedErrorId | Should -BeLike 'R2.FileExists,*'
        (Export-R2Simulation $recording $file -Force).FullName | Should -Be $file
    }
}
