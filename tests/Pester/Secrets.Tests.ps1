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

Describe 'A session that shows and writes down all it can' {
    BeforeAll {
        $settings = Hide-Setting
        $journals = Join-Path $TestDrive state
        $state = Switch-UserFolder State $journals
        $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB
        $emulator = Start-R2Emulator demo
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive session)).FullName
        [IO.File]::WriteAllBytes("$TestDrive/source.bin", [byte[]]::new(11MB))
        $sse = [byte[]](101..132)
        $wrong = [byte[]](1..32)
        $password = $emulator.Credential.GetNetworkCredential().Password
        $connection = Connect-R2 -AccountId $emulator.AccountId -Endpoint $emulator.Endpoint -Credential $emulator.Credential -BucketName demo
        $temporary = New-R2TemporaryCredential -BucketName demo
        $url = New-R2PresignedUrl key
        $failing = [R2.Emulator.Fault]::Status(403, 'AccessDenied')
        [R2.Emulator.Fault].GetProperty('Operation').SetValue($failing, 'CompleteMultipartUpload')
        $null = $emulator.Faults.Add($failing)
        $Error.Clear()
        $ErrorActionPreference = 'Continue'
        $null = Start-Transcript "$folder/transcript.txt"
        $shown = & {
            $VerbosePreference = $DebugPreference = 'Continue'
            $null = Start-R2Simulation "$folder/recording" -Record
            $connection, $emulator, $temporary, $url | Format-List * -Force
            $connection.Settings
            "$connection $emulator $temporary $url"
            $connection | ConvertTo-Json -Depth 4 -WarningAction Ignore
            $connection, $emulator | Export-Clixml "$folder/connection.xml"
            'text' | Write-R2Object -Key key -SseCustomerKey $sse
            Read-R2Object key -AsString -SseCustomerKey $wrong
            Read-R2Object key -AsString
            Copy-R2Object key -DestinationKey copy -SourceSseCustomerKey $sse -SseCustomerKey $wrong
            Write-R2Object "$TestDrive/source.bin" -Key big -Resume -PartSize 5MB -SseCustomerKey $sse
            Get-R2Object key -SseCustomerKey ([byte[]](1..31))
            $null = $temporary | Connect-R2 -AccountId $emulator.AccountId -Endpoint $emulator.Endpoint -BucketName demo
            Get-R2ObjectList
            $refused = [pscredential]::new($emulator.AccessKeyId, (ConvertTo-SecureString ('7' * 64) -AsPlainText))
            $null = Connect-R2 -AccountId $emulator.AccountId -Endpoint $emulator.Endpoint -Credential $refused -BucketName demo
            Get-R2ObjectList
            Test-R2Connection -Write
            New-R2PresignedUrl key -ExpiresIn 8.00:00:00
            Stop-R2Simulation
            Export-R2Metric "$folder/metrics.prom"
            $Error | Format-List * -Force
            $Error | ForEach-Object { Get-Error -InputObject $_; "$($_.Exception)"; $_.Exception.Data | Out-String }
        } *>&1 | Out-String -Width 4000
        $null = Stop-Transcript
        $written = Get-FolderText $TestDrive
        $token = ConvertFrom-SecureString $temporary.SessionToken -AsPlainText
        $signature = [regex]::Match($url.Url, 'X-Amz-Signature=([0-9a-f]{64})').Groups[1].Value
    }

    AfterAll {
        Stop-R2Emulator
        $env:R2_MULTIPART_THRESHOLD_BYTES = $null
        $null = Switch-UserFolder State $state
        Restore-Setting $settings
    }

    It 'has shown what it is to be searched for' {
        foreach ($text in 'R2.SignatureDoesNotMatch', 'R2.InvalidExpiry', 'bytes sent', 'User-Agent: ', 'UploadPart', 'x-amz-server-side-encryption-customer-key') {
            $shown.Contains($text) | Should -BeTrue -Because "'$text' is to be shown"
        }
        $written.Contains('{signature}') | Should -BeTrue -Because 'the server told the request in its refusal, which is recorded'
        (Get-ChildItem $journals -Recurse -File).Count | Should -BeGreaterThan 0 -Because 'the upload that failed has left its journal'
    }

    It 'holds no secret access key, session token, signature or password' {
        $signature.Length | Should -Be 64
        $known = $password, $token, (ConvertFrom-SecureString $temporary.SecretAccessKey -AsPlainText), ('7' * 64)
        Find-Secret $shown $known | Should -BeNullOrEmpty
        Find-Secret $written $known | Should -BeNullOrEmpty
        # A presigned URL is shown where its property is asked for, and written nowhere.
        Find-Secret ($written -replace '(?m)^.*transcript.*$') "X-Amz-Signature=$signature" | Should -BeNullOrEmpty
        [regex]::IsMatch($shown, 'Signature=[0-9a-f]{64}, *$', 'Multiline') | Should -BeFalse
    }

    It 'holds no customer''s key in any form' {
        foreach ($key in $sse, $wrong) {
            foreach ($form in [Convert]::ToBase64String($key), [Convert]::ToHexString($key), [uri]::EscapeDataString([Convert]::ToBase64String($key)), ($key -join ','), ($key -join ', ')) {
                $shown.Contains($form, 'OrdinalIgnoreCase') -or $written.Contains($form, 'OrdinalIgnoreCase') | Should -BeFalse -Because 'the key is in no message, log or file'
            }
        }
    }
}
