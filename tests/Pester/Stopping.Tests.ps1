# What only a real pwsh shows: its own Ctrl+C, and its own Select-Object, amid a transfer.
BeforeDiscovery {
    $noSignal = -not ($IsLinux -or $IsMacOS)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $MiB = 1MB
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "r2-stop-$([guid]::NewGuid())")).FullName
    $kept = Switch-UserFolder State "$folder/state"
    $env:R2_MULTIPART_THRESHOLD_BYTES = 5 * $MiB
    $emulator = Start-R2Emulator demo
    $bytes = [byte[]]::new(30 * $MiB)
    [Random]::new(1).NextBytes($bytes)
    [IO.File]::WriteAllBytes("$folder/source.bin", $bytes)

    # A pwsh of its own that runs a command against the emulator, is sent Ctrl+C's signal once -When holds, and says how it went on.
    function Invoke-Interrupted([string] $Command, [scriptblock] $When) {
        $script = "Import-Module '$manifest'
            `$secret = ConvertTo-SecureString `$env:TEST_SECRET -AsPlainText
            `$null = Connect-R2 -Endpoint $($emulator.Endpoint) -BucketName demo -Credential ([pscredential]::new('$($emulator.AccessKeyId)', `$secret))
            $Command
            'went on' > '$folder/went-on'"
        $start = New-PowerShellStart '-NoProfile', '-Command', $script
        $start.Environment['TEST_SECRET'] = $emulator.Credential.GetNetworkCredential().Password
        $process = [Diagnostics.Process]::Start($start)
        try {
            Wait-Until { (& $When) -or $process.HasExited }
            if ($process.HasExited) { throw "It ended by itself: $($process.StandardError.ReadToEnd())" }
            & /bin/kill -INT $process.Id
            $process.WaitForExit(60000) | Should -BeTrue
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            $process.Dispose()
        }
    }
}

AfterAll {
    Stop-R2Emulator
    $null = Switch-UserFolder State $kept
    $env:R2_MULTIPART_THRESHOLD_BYTES = $null
    [IO.Directory]::Delete($folder, $true)
}

Describe 'A transfer that is stopped' {
    BeforeEach {
        $emulator.Faults.Clear()
        Get-R2ObjectList | Remove-R2Object -Confirm:$false
        $null = Write-R2Object "$folder/source.bin" -Key source.bin
        $emulator.Requests.Clear()
    }

    AfterEach {
        $emulator.Faults.Clear()
        Get-R2MultipartUpload | Should -BeNullOrEmpty
        [IO.Directory]::GetFiles($folder, '*.r2-*', 'AllDirectories') | Should -BeNullOrEmpty
        [IO.Directory]::GetFiles($folder, '*.jsonl', 'AllDirectories') | Should -BeNullOrEmpty
        "$folder/went-on" | Should -Not -Exist
    }

    It 'by Ctrl+C amid an upload ends it at the server, and the script' -Skip:$noSignal {
        Invoke-Interrupted "Write-R2Object '$folder/source.bin' -Key up.bin -PartSize 5MB -MaxBytesPerSecond 2MB" { $emulator.Requests.CountOf('UploadPart') -gt 0 }
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be 1
        Test-R2Object up.bin | Should -BeFalse
    }

    It 'by Ctrl+C amid a download leaves no file, and ends the script' -Skip:$noSignal {
        Invoke-Interrupted "Read-R2Object source.bin -Path '$folder/down.bin' -PartSize 5MB -MaxBytesPerSecond 2MB" { [IO.Directory]::GetFiles($folder, '.down.bin.r2-*').Count -gt 0 }
        "$folder/down.bin" | Should -Not -Exist
    }

    It 'by Select-Object -First 1 ends what goes up beside the first' {
        [IO.File]::WriteAllText("$folder/small.txt", 'small')
        $stalled = [R2.Emulator.Fault]::Stall(0)
        $stalled.Operation = 'UploadPart'
        $emulator.Faults.Add($stalled)
        $first = Get-Item "$folder/source.bin", "$folder/small.txt" | Write-R2Object -Prefix up/ -PartSize 5MB | Select-Object -First 1
        $first.Key | Should -Be up/small.txt
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be $emulator.Requests.CountOf('CreateMultipartUpload')
        Test-R2Object up/source.bin | Should -BeFalse
    }

    It 'by Select-Object -First 1 ends what comes down beside the first' {
        $null = Write-R2Object -Key a.txt -InputObject small
        $first = 'source.bin', 'a.txt' | Read-R2Object -Path "$folder/down" -MaxBytesPerSecond 1MB | Select-Object -First 1
        $first.Name | Should -Be a.txt
        "$folder/down/source.bin" | Should -Not -Exist
    }

    It 'by Select-Object -First 1 amid a stream of bytes frees the connection' {
        $first = Read-R2Object source.bin -AsByteStream | Select-Object -First 1
        $first.Length | Should -BeLessOrEqual 65536
        $emulator.Requests.CountOf('GetObject') | Should -Be 1
    }
}
