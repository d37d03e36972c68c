BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Start-R2Emulator' {
    BeforeAll {
        Disconnect-R2
    }

    AfterEach {
        $started | Stop-R2Emulator
    }

    AfterAll {
        # Close-TestBucket finds its own connection again.
        if ($at.Emulator) { $null = Connect-R2 -Endpoint $at.Emulator.Endpoint -Credential $at.Emulator.Credential }
    }

    It 'serves on a free port of this machine, and connects to it' {
        $started = Start-R2Emulator first, second
        $started | Should -BeOfType R2.Cmdlets.Results.R2Emulator
        $started.Endpoint.Host | Should -Be 127.0.0.1
        (Get-R2Connection).Endpoint | Should -Be $started.Endpoint
        (Get-R2Connection).BucketName | Should -Be first
        (Get-R2Bucket).BucketName | Should -Be first, second
    }

    It 'keeps two apart' {
        $started = @(Start-R2Emulator one; Start-R2Emulator two)
        $started[0].Endpoint | Should -Not -Be $started[1].Endpoint
        (Get-R2Bucket).BucketName | Should -Be two
    }

    It 'accepts the credential that it is given, and no other' {
        $credential = [pscredential]::new('mine', (ConvertTo-SecureString my-secret -AsPlainText))
        $started = Start-R2Emulator demo -Credential $credential
        $started.AccessKeyId | Should -Be mine
        (Get-R2Bucket).BucketName | Should -Be demo
        $wrong = Connect-R2 -Endpoint $started.Endpoint -Credential ([pscredential]::new('mine', (ConvertTo-SecureString other -AsPlainText)))
        (Get-R2Error { Get-R2Bucket -Connection $wrong }).FullyQualifiedErrorId | Should -BeLike 'R2.SignatureDoesNotMatch,*'
    }

    It 'says where the port is taken, and leaves the connection' {
        $started = Start-R2Emulator demo
        $found = Get-R2Error { Start-R2Emulator -Port $started.Endpoint.Port }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.PortUnavailable,*'
        $found.CategoryInfo.Category | Should -Be ResourceBusy
        (Get-R2Connection).Endpoint | Should -Be $started.Endpoint
    }

    It 'starts none under -WhatIf' {
        $started = Start-R2Emulator demo -WhatIf
        $started | Should -BeNullOrEmpty
    }

    It 'counts requests and makes faults, and shows no secret' {
        $started = Start-R2Emulator demo
        $started.Faults.Add([R2.Emulator.Fault]::Status(403, 'AccessDenied', $null))
        (Get-R2Error { Get-R2Bucket }).FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
        $started.Requests.CountOf('ListBuckets') | Should -Be 1
        $secret = $started.Credential.GetNetworkCredential().Password
        ($started | Format-List * -Force | Out-String).Contains($secret) | Should -BeFalse
    }

    It 'keeps objects in -StorePath across starts, closed to others' {
        $store = Join-Path $TestDrive store
        $first = Start-R2Emulator demo -StorePath $store
        'kept' | Write-R2Object -Key k | Out-Null
        $first | Stop-R2Emulator
        $started = Start-R2Emulator demo -StorePath $store
        $started.StorePath | Should -Be (Get-Item $store).FullName
        Read-R2Object k -AsString | Should -Be kept
        if (-not $IsWindows) {
            (Get-Item $store).UnixMode | Should -Be drwx------
            (Get-ChildItem $store -Recurse -File -Force).UnixMode | Sort-Object -Unique | Should -Be '-rw-------'
        }
    }

    It 'refuses a -StorePath that is somebody else''s, and leaves it alone' {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive "thesis/bodies/ab")
        $mine = New-Item (Join-Path $folder ('ab' + '0' * 30)) -Value mine
        $found = Get-R2Error { Start-R2Emulator demo -StorePath (Join-Path $TestDrive thesis) }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.EmulatorStoreUnusable,*'
        $found | Should -Match 'thesis'
        (Get-ChildItem (Join-Path $TestDrive thesis) -Recurse -File -Force).FullName | Should -Be $mine.FullName
    }

    It 'refuses a -StorePath that another process uses' {
        $store = Join-Path $TestDrive busy
        $started = Start-R2Emulator demo -StorePath $store
        $ran = Invoke-CleanProcess -ArgumentList $manifest, $store -Script {
            param($manifest, $store)
            Import-Module $manifest
            try { Start-R2Emulator demo -StorePath $store } catch { $_.FullyQualifiedErrorId.Split(',')[0]; "$_" }
        }
        $ran.Output[0] | Should -Be R2.EmulatorStoreUnusable
        $ran.Output[1] | Should -Match 'in use'
        'still' | Write-R2Object -Key k | Out-Null
        Read-R2Object k -AsString | Should -Be still
    }

    It 'shows the whole access key id, for other clients, at <_> columns' -ForEach 80, 120 {
        $started = Start-R2Emulator demo
        ($started | Out-String -Width $_).Contains($started.AccessKeyId) | Should -BeTrue
    }

    It 'writes the variables that other clients read, for <_>' -ForEach 'sh', 'pwsh', 'env' {
        $started = Start-R2Emulator demo
        $lines = $started.Environment($_) -split '\r?\n'
        $form = @{ sh = "^export (\w+)='(.*)'$"; pwsh = '^\$env:(\w+) = ''(.*)''$'; env = '^(\w+)=(.*)$' }[$_]
        $found = @{}
        foreach ($line in $lines) { $line | Should -Match $form; $null = $line -match $form; $found[$Matches[1]] = $Matches[2] }
        $found.AWS_ENDPOINT_URL, $found.S3_ENDPOINT_URL, $found.RCLONE_CONFIG_R2_ENDPOINT, $found.R2_ENDPOINT | Should -Be (@($started.Endpoint.ToString().TrimEnd('/')) * 4)
        $found.AWS_ACCESS_KEY_ID, $found.R2_ACCESS_KEY_ID, $found.RCLONE_CONFIG_R2_ACCESS_KEY_ID | Should -Be (@($started.AccessKeyId) * 3)
        $found.AWS_SECRET_ACCESS_KEY, $found.R2_SECRET_ACCESS_KEY, $found.RCLONE_CONFIG_R2_SECRET_ACCESS_KEY | Should -Be (@($started.Credential.GetNetworkCredential().Password) * 3)
    }

    It 'has variables by which another session of this module reaches it' {
        $started = Start-R2Emulator demo
        'here' | Write-R2Object -Key k | Out-Null
        $ran = Invoke-CleanProcess -ArgumentList $manifest, $started.Environment('pwsh') -Script {
            param($manifest, $lines)
            Import-Module $manifest
            Invoke-Expression $lines
            Read-R2Object k -BucketName demo -AsString
        }
        $ran.Output[-1] | Should -Be here
    }

    It 'knows no other shell' {
        $started = Start-R2Emulator demo
        { $started.Environment('fish') } | Should -Throw '*fish*'
    }
}
