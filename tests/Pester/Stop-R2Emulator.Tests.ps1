BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Stop-R2Emulator' {
    AfterAll {
        if ($at.Emulator) { $at.Emulator = Start-R2Emulator pester-bucket }
    }

    It 'stops the one that is piped to it, and no other' {
        $one = Start-R2Emulator one
        $two = Start-R2Emulator two
        $one | Stop-R2Emulator
        (Get-R2Bucket).BucketName | Should -Be two
        $two | Stop-R2Emulator
    }

    It 'leaves the session without a connection where it was connected to it' {
        $one = Start-R2Emulator one
        $one | Stop-R2Emulator
        Skip-OnR2 'needs an environment without a connection'
        Get-R2Connection | Should -BeNullOrEmpty
    }

    It 'frees the port' {
        $one = Start-R2Emulator one
        $one | Stop-R2Emulator
        $again = Start-R2Emulator -Port $one.Endpoint.Port
        $again.Endpoint | Should -Be $one.Endpoint
        $again | Stop-R2Emulator
    }

    It 'stops none under -WhatIf' {
        $one = Start-R2Emulator one
        $one | Stop-R2Emulator -WhatIf
        (Get-R2Bucket).BucketName | Should -Be one
        $one | Stop-R2Emulator
    }

    It 'stops all without a word' {
        $all = @(Start-R2Emulator one; Start-R2Emulator two)
        Stop-R2Emulator | Should -BeNullOrEmpty
        foreach ($emulator in $all) { { [Net.Sockets.TcpClient]::new('127.0.0.1', $emulator.Endpoint.Port) } | Should -Throw }
        @(Get-R2Error { Stop-R2Emulator }).Count | Should -Be 0
    }
}
