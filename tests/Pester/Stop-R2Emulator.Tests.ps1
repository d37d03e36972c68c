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

    It 'gives the session back the connection that it had' {
        $one = Start-R2Emulator one
        $one | Stop-R2Emulator
        Get-R2Connection | Should -Be $at.Connection
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

    Context 'the way back' {
        BeforeAll {
            $settings = 'R2_ENDPOINT', 'R2_ACCESS_KEY_ID', 'R2_SECRET_ACCESS_KEY'
            $kept = Hide-Setting
            # What the environment names: it must never be reached by itself.
            $production = Start-R2Emulator production
            $null = 'dear' | Write-R2Object -Key dear
            $env:R2_ENDPOINT, $env:R2_ACCESS_KEY_ID, $env:R2_SECRET_ACCESS_KEY = $production.Endpoint, $production.Credential.UserName, $production.Credential.GetNetworkCredential().Password
        }

        BeforeEach {
            $before = Connect-R2 -BucketName production
            $requests = { $production.Requests.Count }
        }

        AfterAll {
            $settings | ForEach-Object { Remove-Item "env:$_" -ErrorAction Ignore }
            $null = Connect-R2 -Endpoint $production.Endpoint -Credential $production.Credential
            $production | Stop-R2Emulator
            Restore-Setting $kept
        }

        It 'leads to the connection that was chosen before' {
            Start-R2Emulator one | Stop-R2Emulator
            Get-R2Connection | Should -Be $before
        }

        It 'leads past emulators that have stopped, in whatever order, and to those that run' {
            $one = Start-R2Emulator one; $two = Start-R2Emulator two
            $two | Stop-R2Emulator
            (Get-R2Bucket).BucketName | Should -Be one
            $two = Start-R2Emulator two
            $one | Stop-R2Emulator
            (Get-R2Bucket).BucketName | Should -Be two
            $two | Stop-R2Emulator
            Get-R2Connection | Should -Be $before
        }

        It 'leads nowhere where nothing was chosen before, whatever the environment says: <Name>' -ForEach @(
            @{ Name = 'one'; Script = { Start-R2Emulator one | Stop-R2Emulator } }
            @{ Name = 'two'; Script = { $all = (Start-R2Emulator one), (Start-R2Emulator two); $all | Stop-R2Emulator } }
            @{ Name = 'disconnected before it stops'; Script = { $one = Start-R2Emulator one; Disconnect-R2; $one | Stop-R2Emulator } }
            @{ Name = 'connected to again by hand'; Script = { $one = Start-R2Emulator one; $null = Connect-R2 -Endpoint $one.Endpoint -Credential $one.Credential; $one | Stop-R2Emulator } }
            @{ Name = 'the connection before it closed'; Script = { $first = Connect-R2; $one = Start-R2Emulator one; Disconnect-R2 $first; $one | Stop-R2Emulator } }
            @{ Name = 'a recording in between'; Script = { $one = Start-R2Emulator one; $null = Start-R2Simulation -Record -Path "$TestDrive/$([guid]::NewGuid())"; $one | Stop-R2Emulator; Stop-R2Simulation } }
        ) {
            Disconnect-R2
            $count = & $requests
            . $Script
            Get-R2Connection | Should -BeNullOrEmpty
            $found = Get-R2Error { Get-R2ObjectList production | Remove-R2Object -Confirm:$false }
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.NotConnected,*'
            $found[0].ErrorDetails.RecommendedAction | Should -BeLike '*Connect-R2*'
            & $requests | Should -Be $count
            (Connect-R2).Source | Should -Be Connect-R2
            (Get-R2ObjectList production).Key | Should -Be dear
        }

        It 'leaves a connection alone that was chosen meanwhile' {
            $one = Start-R2Emulator one
            $chosen = Connect-R2
            $one | Stop-R2Emulator
            Get-R2Connection | Should -Be $chosen
        }
    }
}
