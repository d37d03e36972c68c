Describe 'examples/ResumableUpload.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $at = Open-TestBucket
        $prefix = $at.Prefix
        $script = Join-Path $root examples/ResumableUpload.ps1
        $state, $threshold = (Switch-UserFolder State "$TestDrive/state"), $env:R2_MULTIPART_THRESHOLD_BYTES
        $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB
        $bytes = [Security.Cryptography.RandomNumberGenerator]::GetBytes(12MB)
        [IO.File]::WriteAllBytes("$TestDrive/disk.img", $bytes)
    }

    AfterAll {
        $null = Switch-UserFolder State $state
        $env:R2_MULTIPART_THRESHOLD_BYTES = $threshold
        Close-TestBucket $at
    }

    It 'uploads the file, and says what was there from before' {
        $written = & $script "$TestDrive/disk.img" -Key "${prefix}disk.img" -PartSize 5MB 6>$null
        $written.PartCount, $written.ResumedBytes | Should -Be 3, 0
        (Read-R2Object "${prefix}disk.img" -Path "$TestDrive/back.img").Length | Should -Be 12MB
        (Get-FileHash "$TestDrive/back.img").Hash | Should -Be (Get-FileHash "$TestDrive/disk.img").Hash
    }

    It 'goes on where the connection broke' {
        $run = Invoke-CleanProcess { $env:XDG_STATE_HOME = $env:LOCALAPPDATA = $args[1]; & $args[0] } $script, "$TestDrive/other-state"
        $run.Output -join "`n" | Should -Match 'Attempt 1 was interrupted[\s\S]*Attempt 2 ended well: 12582912 bytes, of which (5242880|2097152) were there from before'
        $run.ExitCode | Should -Be 0
    }

    It 'does not repeat what was refused' {
        Skip-OnR2 "needs the emulator's faults"
        $at.Emulator.Faults.Add([R2.Emulator.Fault]::Status(403, 'AccessDenied', $null))
        $at.Emulator.Requests.Clear()
        try { { & $script "$TestDrive/disk.img" -Key "${prefix}refused" -PartSize 5MB -WaitSeconds 0 } | Should -Throw }
        finally { $at.Emulator.Faults.Clear() }
        $at.Emulator.Requests.CountOf('CreateMultipartUpload') | Should -Be 1
    }
}
