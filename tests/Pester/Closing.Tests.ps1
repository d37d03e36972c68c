# A connection, a simulation, an emulator, a runspace or a process that ends while something is under way over it.
BeforeDiscovery {
    $noSignal = -not ($IsLinux -or $IsMacOS)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB
    $state = Switch-UserFolder State (Join-Path $TestDrive state)
    $source = Join-Path $TestDrive source.bin
    [IO.File]::WriteAllBytes($source, [byte[]]::new(10MB))

    # An answer that never comes: what waits for it is ended by us alone.
    function Add-Fault([R2.Emulator.Fault] $Fault, [string] $Operation) {
        [R2.Emulator.Fault].GetProperty('Operation').SetValue($Fault, $Operation)
        $null = $emulator.Faults.Add($Fault)
    }

    # An upload in a runspace of its own over a connection of this one, which has sent its first part and waits for an answer.
    function Start-Upload([string] $Key, [switch] $Resume) {
        Add-Fault ([R2.Emulator.Fault]::Stall(0)) UploadPart
        $job = 1 | ForEach-Object -AsJob -Parallel {
            Import-Module $using:manifest
            Write-R2Object $using:source -Key $using:Key -Connection $using:connection -PartSize 5MB -Resume:$using:Resume
        }
        Wait-Until { $emulator.Requests.CountOf('UploadPart') -gt 0 -or $job.State -ne 'Running' }
        $job
    }

    # What came of it: the warnings and the errors.
    function Complete-Upload([object] $Job) {
        $null = $Job | Wait-Job
        $child = $Job.ChildJobs[0]
        [pscustomobject]@{ Warning = @($child.Warning | ForEach-Object Message); ErrorId = @($child.Error | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }); Text = "$($child.Error)" }
        $Job | Remove-Job
    }

    # What is unfinished at the emulator, asked over a connection of its own.
    function Get-Unfinished {
        $asking = Connect-R2 -Endpoint $emulator.Endpoint -Credential $emulator.Credential -BucketName demo
        Get-R2MultipartUpload -Connection $asking
        Disconnect-R2 $asking
    }

    # A process that uploads in a background job, and in the middle of that does what -Ending says.
    function Start-UploadingProcess([string] $Ending, [switch] $Resume) {
        $start = New-PowerShellStart '-NoProfile', '-Command', "
            Import-Module '$manifest'
            `$secret = ConvertTo-SecureString `$env:TEST_SECRET -AsPlainText
            `$connection = Connect-R2 -Endpoint $($emulator.Endpoint) -BucketName demo -Credential ([pscredential]::new('$($emulator.AccessKeyId)', `$secret))
            `$job = 1 | ForEach-Object -AsJob -Parallel { Import-Module '$manifest'; Write-R2Object '$source' -Key exit.bin -Connection `$using:connection -PartSize 5MB -Resume:`$$Resume }
            `$null = [Console]::In.ReadLine()
            $Ending"
        $start.Environment['TEST_SECRET'] = $emulator.Credential.GetNetworkCredential().Password
        Add-Fault ([R2.Emulator.Fault]::Stall(0)) UploadPart
        $process = [Diagnostics.Process]::Start($start)
        Wait-Until { $emulator.Requests.CountOf('UploadPart') -gt 0 -or $process.HasExited }
        $process
    }
}

AfterAll {
    $env:R2_MULTIPART_THRESHOLD_BYTES = $null
    $null = Switch-UserFolder State $state
    Restore-Setting $settings
}

Describe 'An upload in parts in another runspace' {
    BeforeEach {
        $emulator = Start-R2Emulator demo
        $connection = Get-R2Connection
    }

    AfterEach {
        Stop-R2Emulator
    }

    It 'ends with Disconnect-R2, says so, and leaves nothing at the server' {
        $job = Start-Upload up.bin
        Disconnect-R2
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be 1
        $came = Complete-Upload $job
        $came.ErrorId | Should -Be R2.ConnectionClosed
        $came.Text | Should -Match 'was closed'
        $came.Warning | Should -BeNullOrEmpty
        Get-Unfinished | Should -BeNullOrEmpty
    }

    It 'names what stays where it could not be ended' {
        Add-Fault ([R2.Emulator.Fault]::Status(403, 'AccessDenied')) AbortMultipartUpload
        $job = Start-Upload up.bin
        Disconnect-R2
        $came = Complete-Upload $job
        $came.ErrorId | Should -Be R2.ConnectionClosed
        $came.Warning | Should -Match "Stop-R2MultipartUpload.*$((Get-Unfinished).UploadId)"
    }

    It 'is kept with -Resume, and named' {
        $job = Start-Upload up.bin -Resume
        Disconnect-R2
        $came = Complete-Upload $job
        $came.ErrorId | Should -Be R2.ConnectionClosed
        $came.Warning | Should -Match "Stop-R2MultipartUpload.*$((Get-Unfinished).UploadId)"
    }

    It 'is not disturbed by a connection that is closed twice, or is another' {
        $other = Connect-R2 -Endpoint $emulator.Endpoint -Credential $emulator.Credential -BucketName demo
        $job = Start-Upload up.bin
        @(Get-R2Error { $other, $other | Disconnect-R2; Disconnect-R2 $other }).Count | Should -Be 0
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be 0
        $connection | Disconnect-R2
        (Complete-Upload $job).ErrorId | Should -Be R2.ConnectionClosed
    }

    It 'is not disturbed where the module is removed here and imported again' {
        $job = Start-Upload up.bin
        Remove-Module R2
        Import-Module $manifest
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be 0
        $connection | Disconnect-R2
        (Complete-Upload $job).ErrorId | Should -Be R2.ConnectionClosed
        Get-Unfinished | Should -BeNullOrEmpty
    }

    It 'ends with Stop-R2Emulator before the emulator does' {
        $job = Start-Upload up.bin
        Stop-R2Emulator
        $came = Complete-Upload $job
        $came.ErrorId | Should -Be R2.ConnectionClosed
        $came.Warning | Should -BeNullOrEmpty
        $emulator.Requests.CountOf('AbortMultipartUpload') | Should -Be 1
    }

    It 'ends with its runspace, and leaves nothing' {
        Add-Fault ([R2.Emulator.Fault]::Stall(0)) UploadPart
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        $null = $shell.AddScript('param($manifest, $source, $connection) Import-Module $manifest; Write-R2Object $source -Key up.bin -Connection $connection -PartSize 5MB').
            AddParameters(@{ manifest = $manifest; source = $source; connection = $connection }).BeginInvoke()
        Wait-Until { $emulator.Requests.CountOf('UploadPart') -gt 0 }
        $runspace.Close()
        Get-Unfinished | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}

Describe 'An upload in this runspace' {
    BeforeAll {
        $emulator = Start-R2Emulator demo
    }

    AfterAll {
        Stop-R2Emulator
    }

    It 'ends with a Disconnect-R2 in its own pipe' {
        $found = @(Get-R2Error {
                1..20 | ForEach-Object {
                    , [byte[]]::new(1MB)
                    if ($_ -eq 15) { Disconnect-R2 }
                } | Write-R2Object -Key pipe.bin -PartSize 5MB
            })
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.ConnectionClosed,*'
        Get-Unfinished | Should -BeNullOrEmpty
    }
}

Describe 'A stream that has not been read to its end' {
    BeforeAll {
        $emulator = Start-R2Emulator demo
    }

    AfterAll {
        Stop-R2Emulator
    }

    It 'says that its connection was closed, and is never taken for the whole' {
        $null = Write-R2Object $source -Key whole.bin
        $stream = Read-R2Object whole.bin -AsStream
        Disconnect-R2
        { $stream.CopyTo([IO.Stream]::Null) } | Should -Throw '*was closed*'
        $stream.Dispose()
    }
}

Describe 'An upload that is recorded' {
    BeforeAll {
        $emulator = Start-R2Emulator demo
    }

    AfterAll {
        Stop-R2Emulator
    }

    It 'ends with Stop-R2Simulation, which records the end of it too' {
        $connection = Get-R2Connection
        Add-Fault ([R2.Emulator.Fault]::Stall(0)) UploadPart
        $env:R2_SIMULATION_RECORDING_PATH = Join-Path $TestDrive recording
        $env:R2_SIMULATION_ENABLED = 'record'
        try {
            $job = 1 | ForEach-Object -AsJob -Parallel {
                Import-Module $using:manifest
                Write-R2Object $using:source -Key up.bin -Connection $using:connection -PartSize 5MB
            }
            Wait-Until { $emulator.Requests.CountOf('UploadPart') -gt 0 }
            Stop-R2Simulation
        }
        finally {
            $env:R2_SIMULATION_ENABLED = $env:R2_SIMULATION_RECORDING_PATH = $null
        }

        $came = Complete-Upload $job
        $came.ErrorId | Should -Be R2.SimulationStopped
        $came.Warning | Should -BeNullOrEmpty
        Get-Unfinished | Should -BeNullOrEmpty
        (Get-Content (Join-Path $TestDrive recording/recording.jsonl) -Raw).Contains('"DELETE"') | Should -BeTrue
    }
}

Describe 'A process that ends while a background job of it uploads' {
    BeforeEach {
        $emulator = Start-R2Emulator demo
    }

    AfterEach {
        if (-not $process.HasExited) { $process.Kill() }
        $process.Dispose()
        Stop-R2Emulator
    }

    It 'by <_> leaves nothing at the server' -ForEach 'exit', '[Environment]::Exit(3)' {
        $process = Start-UploadingProcess -Ending $_
        $process.StandardInput.WriteLine()
        $process.WaitForExit(60000) | Should -BeTrue
        Get-Unfinished | Should -BeNullOrEmpty
    }

    It 'by a request to end (SIGTERM) leaves nothing at the server' -Skip:$noSignal {
        $process = Start-UploadingProcess -Ending exit
        & /bin/kill -TERM $process.Id
        $process.WaitForExit(60000) | Should -BeTrue
        Get-Unfinished | Should -BeNullOrEmpty
    }

    It 'names on the standard error what -Resume keeps' {
        $process = Start-UploadingProcess -Ending exit -Resume
        $process.StandardInput.WriteLine()
        $process.WaitForExit(60000) | Should -BeTrue
        $process.StandardError.ReadToEnd() | Should -Match "WARNING: .*Stop-R2MultipartUpload.*$((Get-Unfinished).UploadId)"
    }
}
