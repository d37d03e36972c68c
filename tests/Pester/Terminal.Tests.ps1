# Keys may hold control characters, and a server may send them: a terminal that got them could be recoloured, retitled or made to answer for the user.
BeforeDiscovery {
    $views = 'Get-R2ObjectList', 'Get-R2ObjectList | Format-List', 'Get-R2ObjectList | Format-Wide', 'Get-R2Object $key', 'Get-R2Object $key | Format-List', 'Get-R2ObjectList -Delimiter b',
    'Measure-R2Object -Delimiter b', 'Measure-R2Object -Delimiter b | Format-List', 'New-R2PresignedUrl $key', 'Start-R2MultipartUpload $key', 'Get-R2MultipartUpload', 'Get-R2MultipartUpload | Format-List',
    "'x' | Write-R2Object -Key `$key", "'x' | Write-R2Object -Key `$key | Format-List", "'x' | Write-R2Object -Key `$key -Verbose", '$DebugPreference = "Continue"; Get-R2Object $key', 'Remove-R2Object $key -WhatIf',
    'Move-R2Object $key -DestinationKey "$key/" -WhatIf', 'Copy-R2Object $key -DestinationKey "$key/"', 'Get-R2Object "${key}none"', 'Read-R2Object "${key}none" -AsString', 'Remove-R2Object $key -Confirm:$false -PassThru'
    $answers = @{ Why = 'an error document'; Answer = "HTTP/1.1 403 Forbidden`r`nx-amz-request-id: `e]0;x`a`r`nContent-Length: 58`r`n`r`n<Error><Code>`e[2J</Code><Message>`e]0;m`a`e[31m</Message></Error>" },
    @{ Why = 'headers'; Answer = "HTTP/1.1 200 OK`r`nETag: `"`e]0;x`a`"`r`nContent-Type: `e[31m/plain`r`nx-amz-meta-a: `e[2J`r`nx-amz-storage-class: `e[31m`r`nContent-Length: 0`r`n`r`n" },
    @{ Why = 'a page that is none of R2''s'; Answer = "HTTP/1.1 200 OK`r`nContent-Length: 14`r`n`r`n<html>`e]0;x`a" }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $emulator = Start-R2Emulator demo
    $key = "a`e]0;title`a`e[31m`u{9b}2Jb"
    $rendering, $PSStyle.OutputRendering = $PSStyle.OutputRendering, 'Ansi'

    # What a terminal would get of all streams and of the host's own lines (-WhatIf), without the colours of PowerShell's own.
    function Get-Shown([string] $Command) {
        $ErrorView, $ErrorActionPreference = 'NormalView', 'Continue'
        $transcript = Join-Path $TestDrive transcript.txt
        $null = Start-Transcript $transcript
        $shown = & ([scriptblock]::Create($Command)) *>&1 | Out-String -Width 300
        $null = Stop-Transcript
        ($shown + [IO.File]::ReadAllText($transcript)) -replace '\e\[[0-9;]*m'
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'A key with control characters' {
    BeforeEach {
        $null = 'x' | Write-R2Object -Key $key
    }

    It 'is shown without them by <_>' -ForEach $views {
        (Get-Shown $_) -match '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]' | Should -BeFalse
    }

    It 'is itself where a script takes it' {
        (Get-R2ObjectList).Key | Should -Contain $key
        (Get-R2Error { Get-R2Object "${key}none" }).TargetObject | Should -Be "demo/${key}none"
    }
}

Describe 'A server that sends control characters in <Why>' -ForEach $answers {
    BeforeAll {
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $server = [powershell]::Create().AddScript({
                param($listener, $answer)
                while ($true) {
                    try { $client = $listener.AcceptTcpClient() } catch { return }
                    $null = $client.GetStream().Read([byte[]]::new(65536), 0, 65536)
                    $client.GetStream().Write([Text.Encoding]::Latin1.GetBytes($answer))
                    $client.Dispose()
                }
            }).AddArgument($listener).AddArgument($Answer)
        $null = $server.BeginInvoke()
        $credential = [pscredential]::new('a' * 32, (ConvertTo-SecureString ('e' * 64) -AsPlainText))
        $lying = Connect-R2 -Endpoint "http://127.0.0.1:$($listener.LocalEndpoint.Port)" -BucketName demo -Credential $credential -NoDefault -Option @{ RetryMaxAttempts = 1 }
    }

    AfterAll {
        Disconnect-R2 $lying
        $listener.Dispose()
        $server.Dispose()
    }

    It 'shows none by <_>' -ForEach 'Get-R2Object k', 'Get-R2Object k | Format-List', 'Get-R2ObjectList', 'Get-R2Bucket', "'x' | Write-R2Object -Key k", 'Read-R2Object k -AsString', 'Get-R2BucketLifecycle', '$DebugPreference = "Continue"; Get-R2Object k -Verbose' {
        $shown = Get-Shown ($_ -replace '(?=R2[A-Za-z]+)(\S+)', '$1 -Connection $lying')
        $shown | Should -Not -BeNullOrEmpty
        $shown -match '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]' | Should -BeFalse
    }
}
