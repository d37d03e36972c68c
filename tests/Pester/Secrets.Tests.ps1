# What a session shows, logs and writes, searched for the secrets that it used.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)

    # The forms in which a secret could show: as it is, in a URL, in Base64 and in hexadecimal.
    function Find-Secret([string] $Text, [string[]] $Secret) {
        foreach ($one in $Secret) {
            $bytes = [Text.Encoding]::UTF8.GetBytes($one)
            foreach ($form in $one, [uri]::EscapeDataString($one), [Convert]::ToBase64String($bytes), [Convert]::ToHexString($bytes)) {
                if ($Text.Contains($form, 'OrdinalIgnoreCase')) { $form }
            }
        }
    }

    # All files of a folder as one text.
    function Get-FolderText([string] $Folder) {
        (Get-ChildItem $Folder -Recurse -File -Force | ForEach-Object { [IO.File]::ReadAllText($_.FullName) }) -join "`n"
    }
}

Describe 'A proxy that HTTPS_PROXY names with its password' {
    BeforeAll {
        # It answers every connection with 403, as a proxy does to whom it does not let through.
        $listener = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $proxy = [powershell]::Create().AddScript({
                param($listener)
                while ($true) {
                    try { $client = $listener.AcceptTcpClient() } catch { return }
                    $stream = $client.GetStream()
                    $null = $stream.Read([byte[]]::new(65536), 0, 65536)
                    $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 403 Forbidden`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"))
                    $client.Dispose()
                }
            }).AddArgument($listener)
        $null = $proxy.BeginInvoke()
        $kept = $env:HTTPS_PROXY
        $env:HTTPS_PROXY = "http://joe:s3kret%2Fpw@127.0.0.1:$($listener.LocalEndpoint.Port)"
        $ran = Invoke-CleanProcess -ArgumentList $manifest, $TestDrive -Script {
            param($manifest, $folder)
            $ErrorActionPreference = 'Continue'
            $PSDefaultParameterValues['*:Verbose'] = $PSDefaultParameterValues['*:Debug'] = $true
            $null = Start-Transcript (Join-Path $folder transcript.txt)
            Import-Module $manifest -Verbose:$false
            $credential = [pscredential]::new('a' * 32, (ConvertTo-SecureString ('e' * 64) -AsPlainText))
            Connect-R2 -AccountId ('ab' * 16) -Credential $credential -BucketName demo -Option @{ RetryMaxAttempts = 1; CircuitBreakerFailureThreshold = 2 } | Format-List * -Force
            Start-R2Simulation (Join-Path $folder recording) -Record
            1..4 | ForEach-Object { Get-R2ObjectList }
            'text' | Write-R2Object -Key key
            Stop-R2Simulation
            Test-R2Connection | Format-List *
            Get-R2Metric | ConvertTo-Json -Depth 5
            Export-R2Metric (Join-Path $folder metrics.prom)
            $Error | Format-List * -Force
            $Error | ForEach-Object { Get-Error -InputObject $_; "$($_.Exception)"; ConvertTo-Json $_ -Depth 2 -WarningAction Ignore; $_.Exception.Data | Out-String }
            $null = Stop-Transcript
        }
        $shown = $ran.Output -join "`n"
    }

    AfterAll {
        $env:HTTPS_PROXY = $kept
        $listener.Dispose()
        $proxy.Dispose()
    }

    It 'is gone through, and refuses' {
        # Not by -Match, which would print all of it.
        foreach ($text in "proxy tunnel request to proxy 'http://127.0.0.1:$($listener.LocalEndpoint.Port)/' failed with status code '403'", 'R2.CircuitOpen', 'VERBOSE: ListObjects', 'DEBUG: ') {
            $shown.Contains($text) | Should -BeTrue -Because "'$text' is to be shown"
        }
        (Get-FolderText (Join-Path $TestDrive recording)).Contains('proxy tunnel request') | Should -BeTrue
    }

    It 'keeps its password to itself: in errors, -Verbose, -Debug, transcript, metrics and recording' {
        Find-Secret "$shown $(Get-FolderText $TestDrive)" 's3kret/pw', 'joe:' | Should -BeNullOrEmpty
    }
}
