BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Clear-R2EmulatorFault' {
    BeforeEach {
        $one = Start-R2Emulator one
        $two = Start-R2Emulator two
        Add-R2EmulatorFault 404 -Code NoSuchBucket
    }

    AfterEach {
        $one, $two | Stop-R2Emulator
    }

    It 'ends the faults of all emulators' {
        Get-R2Error { Get-R2Bucket } | Should -Not -BeNullOrEmpty
        Clear-R2EmulatorFault | Should -BeNullOrEmpty
        (Get-R2Bucket).BucketName | Should -Be two
    }

    It 'ends those of the one that is piped in, and no other' {
        $one | Clear-R2EmulatorFault
        Get-R2Error { Get-R2Bucket } | Should -Not -BeNullOrEmpty
        $two | Clear-R2EmulatorFault
        (Get-R2Bucket).BucketName | Should -Be two
    }

    It 'ends none under -WhatIf' {
        Clear-R2EmulatorFault -WhatIf
        Get-R2Error { Get-R2Bucket } | Should -Not -BeNullOrEmpty
    }

    It 'says nothing where no emulator runs' {
        $one, $two | Stop-R2Emulator
        Get-R2Error { Clear-R2EmulatorFault } | Should -BeNullOrEmpty
    }
}
