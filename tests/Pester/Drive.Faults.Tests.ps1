# What goes wrong at R2 is said by R2's own ids, not by "Cannot find path", and content that does not end well is not stored.
BeforeDiscovery {
    $onR2 = [bool]$env:R2_TEST_BUCKET
    $noSignal = $IsWindows
    $refusals = 'AccessDenied', 'ExpiredToken', 'InvalidAccessKeyId', 'SignatureDoesNotMatch' | ForEach-Object { @{ Code = $_ } }
    $commands = @(
        @{ Line = 'Set-Location R2:/css' }, @{ Line = 'Get-ChildItem R2:/css' }, @{ Line = 'Get-ChildItem R2:/css -Recurse' }, @{ Line = 'Get-ChildItem R2:/css -Name' }, @{ Line = 'Get-ChildItem R2:/css/*' }, @{ Line = 'Get-Item R2:/a.txt' }
        @{ Line = 'Get-Content R2:/a.txt' }, @{ Line = 'Set-Content R2:/a.txt -Value new' }, @{ Line = 'New-Item R2:/new.txt -Value new' }, @{ Line = 'Remove-Item R2:/a.txt' }, @{ Line = 'Remove-Item R2:/css -Recurse' }
        @{ Line = 'Copy-Item R2:/a.txt R2:/b.txt' }, @{ Line = 'Move-Item R2:/a.txt R2:/b.txt' }, @{ Line = 'Test-Path R2:/a.txt' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $start = Get-Location
}

Describe 'A drive whose credential is refused with <Code>' -Skip:$onR2 -ForEach $refusals {
    BeforeAll {
        $emulator = Start-R2Emulator faulty
        'a.txt', 'css/a.css' | ForEach-Object { $null = "text of $_" | Write-R2Object -Key $_ }
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root faulty -Scope Global
        $fault = [R2.Emulator.Fault]::Status(403, $Code)
    }

    BeforeEach { $emulator.Faults.Add($fault) }

    AfterEach {
        $emulator.Faults.Clear()
        Set-Location $start
        (Get-R2ObjectList).Key | Should -Be a.txt, css/a.css
    }

    AfterAll {
        Remove-PSDrive R2 -Scope Global
        Stop-R2Emulator $emulator
    }

    It 'says so at <Line>' -ForEach $commands {
        $null = New-PSDrive -Name Fresh -PSProvider R2 -Root faulty -ErrorAction SilentlyContinue
        $failed = @(Get-R2Error ([scriptblock]::Create($Line)))
        $failed.Count | Should -BeGreaterThan 0
        $failed[0].FullyQualifiedErrorId | Should -BeLike "R2.$Code,*"
        "$PWD" | Should -Be "$start"
    }

    It 'is not made, unless it may just not list' {
        $made = New-PSDrive -Name Late -PSProvider R2 -Root faulty -ErrorAction SilentlyContinue -ErrorVariable failed
        if ($Code -eq 'AccessDenied') { $made | Should -Not -BeNullOrEmpty }
        else {
            $made | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -BeLike "R2.$Code,*"
        }
    }
}

Describe 'A drive' -Skip:$onR2 {
    BeforeAll {
        $emulator = Start-R2Emulator faulty
        'a.txt', 'css/a.css' | ForEach-Object { $null = "text of $_" | Write-R2Object -Key $_ }
    }

    BeforeEach { $null = New-PSDrive -Name R2 -PSProvider R2 -Root faulty -Scope Global }

    AfterEach {
        $emulator.Faults.Clear()
        Set-Location $start
        Remove-PSDrive R2 -Scope Global
    }

    AfterAll { Stop-R2Emulator $emulator }

    It 'of a bucket that is not there is not made' {
        (Get-R2Error { New-PSDrive -Name None -PSProvider R2 -Root no-such-bucket }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        (Get-R2Error { New-PSDrive -Name None -PSProvider R2 -Root Bad_Name }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidBucketName,*'
        $null = New-PSDrive -Name All -PSProvider R2 -Root ''
        (Get-R2Error { Get-ChildItem All:/no-such-bucket }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        (Get-R2Error { Set-Location All:/no-such-bucket }).FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchBucket,*'
        Test-Path All:/no-such-bucket | Should -BeFalse
    }

    It 'that may read and not list reads, writes and removes' {
        $denied = [R2.Emulator.Fault]::Status(403, 'AccessDenied')
        $denied.Operation = 'ListObjectsV2'
        $emulator.Faults.Add($denied)
        $null = New-PSDrive -Name Narrow -PSProvider R2 -Root faulty
        Get-Content Narrow:/a.txt | Should -Be 'text of a.txt'
        Test-Path Narrow:/a.txt | Should -BeTrue
        (Get-Item Narrow:/a.txt).Key | Should -Be a.txt
        Set-Content Narrow:/narrow.txt -Value x
        Remove-Item Narrow:/narrow.txt
        (Get-R2Error { Get-ChildItem Narrow:/ }).FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        $emulator.Faults.Clear()
        (Get-R2ObjectList).Key | Should -Be a.txt, css/a.css
    }

    It 'whose connection was closed says so' {
        $mine = Connect-R2 -Endpoint $emulator.Endpoint -Credential $emulator.Credential -NoDefault
        $null = New-PSDrive -Name Closed -PSProvider R2 -Root faulty -Connection $mine
        Get-Content Closed:/a.txt | Should -Be 'text of a.txt'
        Disconnect-R2 $mine
        foreach ($line in 'Get-ChildItem Closed:/', 'Get-Content Closed:/a.txt', 'Remove-Item Closed:/b.txt', 'Set-Location Closed:/css') {
            @(Get-R2Error ([scriptblock]::Create($line)))[0].FullyQualifiedErrorId | Should -BeLike 'R2.ConnectionClosed,*' -Because $line
        }
    }

    It 'refuses names that are no keys' {
        $long = 'k' * 1025
        foreach ($line in "Get-Item R2:/$long", "Get-Content R2:/$long", "Set-Content R2:/$long -Value x", "Remove-Item R2:/$long", "New-Item R2:/$long", "Get-ChildItem R2:/$long", "Copy-Item R2:/a.txt R2:/$long") {
            @(Get-R2Error ([scriptblock]::Create($line)))[0].FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*' -Because $line
        }
        @(Get-R2Error { Set-Content -LiteralPath "R2:/x$([char]0xd83c)" -Value x })[0].FullyQualifiedErrorId | Should -BeLike 'R2.InvalidObjectName,*'
        (Get-R2ObjectList).Key | Should -Be a.txt, css/a.css
    }

    It 'stores nothing where what is piped in fails' {
        try { 1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no more' }; $_ } | Set-Content R2:/partial.txt } catch { }
        Test-R2Object partial.txt | Should -BeFalse
        Set-Content R2:/kept.txt -Value before
        try { 1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no more' }; $_ } | Set-Content R2:/kept.txt } catch { }
        Get-Content R2:/kept.txt | Should -Be before
        Remove-Item R2:/kept.txt
        Get-R2MultipartUpload | Should -BeNullOrEmpty
    }

    It 'has nothing empty there while content comes' {
        Set-Content R2:/live.txt -Value before
        1..2 | ForEach-Object { if ($_ -eq 2) { $script:meanwhile = Read-R2Object live.txt -AsString }; "line $_" } | Set-Content R2:/live.txt
        $script:meanwhile | Should -Be "before`n"
        Get-Content R2:/live.txt | Should -Be 'line 1', 'line 2'
        Remove-Item R2:/live.txt
    }

    It 'tells that a write failed' {
        $refused = [R2.Emulator.Fault]::Status(403, 'AccessDenied')
        $refused.Operation = 'PutObject'
        $emulator.Faults.Add($refused)
        @(Get-R2Error { Set-Content R2:/denied.txt -Value x })[0].FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        { Set-Content R2:/denied.txt -Value x -ErrorAction Stop } | Should -Throw -ErrorId 'R2.AccessDenied,*'
    }

    It 'does not add, clear or read backwards' {
        @(Get-R2Error { Add-Content R2:/a.txt -Value more })[0].FullyQualifiedErrorId | Should -BeLike 'R2.DriveNotSupported,*'
        @(Get-R2Error { Clear-Content R2:/a.txt })[0].FullyQualifiedErrorId | Should -BeLike 'NotSupported,*'
        (Get-R2Error { Get-Content R2:/a.txt -Tail 1 }) | Should -Not -BeNullOrEmpty
        Get-Content R2:/a.txt | Should -Be 'text of a.txt'
    }

    It 'says which keys of a batch were refused' {
        1..3 | ForEach-Object { Set-Content "R2:/batch/$_" -Value x }
        $one = [R2.Emulator.Fault]::RefuseKey('AccessDenied')
        $one.KeyPattern = 'batch/2'
        $emulator.Faults.Add($one)
        $failed = Get-R2Error { Get-ChildItem R2:/batch | Remove-Item }
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        $emulator.Faults.Clear()
        (Get-ChildItem R2:/batch).Key | Should -Be batch/2
        Remove-Item R2:/batch -Recurse
    }

    It 'finishes what was removed where nobody wants more rows' {
        1..5 | ForEach-Object { Set-Content "R2:/some/$_" -Value x }
        Get-ChildItem R2:/some | ForEach-Object { Remove-Item -LiteralPath $_.PSPath; $_ } | Select-Object -First 2 | Should -HaveCount 2
        (Get-R2ObjectList -Prefix some/).Key | Should -Be some/3, some/4, some/5
        Remove-Item R2:/some -Recurse
    }

    It 'stores nothing after Ctrl+C' -Skip:$noSignal {
        $script = "Import-Module '$manifest'
            `$secret = ConvertTo-SecureString `$env:TEST_SECRET -AsPlainText
            `$null = Connect-R2 -Endpoint $($emulator.Endpoint) -Credential ([pscredential]::new('$($emulator.AccessKeyId)', `$secret))
            `$null = New-PSDrive R2 R2 faulty
            1..100000 | ForEach-Object { 'x' * 1000; if (`$_ -eq 2000) { [Console]::Out.WriteLine('under way'); Start-Sleep 60 } } | Set-Content R2:/stopped.txt"
        $run = New-PowerShellStart '-NoProfile', '-Command', $script
        $run.Environment['TEST_SECRET'] = $emulator.Credential.GetNetworkCredential().Password
        $process = [Diagnostics.Process]::Start($run)
        try {
            $process.StandardOutput.ReadLine() | Should -Be 'under way'
            & /bin/kill -INT $process.Id
            $process.WaitForExit(60000) | Should -BeTrue
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            $process.Dispose()
        }
        Test-R2Object stopped.txt | Should -BeFalse
        Get-R2MultipartUpload | Should -BeNullOrEmpty
    }
}
