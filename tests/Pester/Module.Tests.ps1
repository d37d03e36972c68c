BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    $commands = @((Import-PowerShellDataFile $manifest).CmdletsToExport | ForEach-Object { @{ Name = $_ } })
}

Describe 'The module' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $declared = Import-PowerShellDataFile $manifest
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest $manifest -ErrorAction Stop).Version | Should -Be $declared.ModuleVersion
    }

    It 'exports the cmdlets that the manifest names, and nothing else' {
        $module = Get-Module R2
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be ($declared.CmdletsToExport | Sort-Object)
        $module.ExportedCommands.Count | Should -Be $declared.CmdletsToExport.Count
        $module.ExportedVariables.Count | Should -Be 0
    }

    It 'has every cmdlet class in the manifest' {
        # A cmdlet that is left out of the manifest would be built, tested by class, and missing for users.
        $classes = (Get-Module R2).NestedModules + (Get-Module R2) | ForEach-Object ImplementingAssembly | Where-Object { $_ } |
            ForEach-Object GetExportedTypes | ForEach-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $classes | Sort-Object -Unique | Should -Be ($declared.CmdletsToExport | Sort-Object)
    }

    It 'imports without a warning, an error or output, leaves the emulator unloaded until it is used, and can be removed and imported again' {
        $run = Invoke-CleanProcess {
            $imported = @(Import-Module $args[0] 3>&1 4>&1 6>&1)
            "output: $imported"
            $loaded = { "emulator: $([AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -contains 'R2.Emulator')" }
            & $loaded
            foreach ($i in 1..3) {
                Import-Module $args[0]
                $null = Start-R2Emulator demo
                'x' | Write-R2Object -Key k | Out-Null
                Stop-R2Emulator
                Remove-Module R2
            }
            & $loaded
            "errors: $($Error.Count)"
        } $manifest
        $run.Output | Should -Be 'output: ', 'emulator: False', 'emulator: True', 'errors: 0'
        $run.ExitCode | Should -Be 0
    }

    It 'loads R2.Resilience and Polly when a request fails for the first time, and does not mind a foreign Polly that was loaded before' -Skip:(-not ('Reflection.Emit.PersistedAssemblyBuilder' -as [type])) {
        # Every Polly 8 calls itself 8.0.0.0, so one that another module brought along would take the place of ours.
        $run = Invoke-CleanProcess {
            $path = Join-Path $args[1] Polly.Core.dll
            $foreign = [Reflection.Emit.PersistedAssemblyBuilder]::new([Reflection.AssemblyName]'Polly.Core, Version=8.0.0.0', [object].Assembly, $null)
            $null = $foreign.DefineDynamicModule('Polly.Core').DefineType('Polly.ResiliencePipeline', 'Public').CreateType()
            $foreign.Save($path)
            $null = [Reflection.Assembly]::LoadFrom($path)
            Import-Module $args[0]
            $emulator = Start-R2Emulator demo
            'hello' | Write-R2Object -Key k | Out-Null
            Read-R2Object k -AsString
            # What is compiled anew once it is known to be called often must not ask for them either.
            foreach ($i in 1..200) { $null = Test-R2Object k }
            $loaded = { [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'Polly.Core', 'R2.Resilience' } |
                ForEach-Object { "$($_.GetName().Name) in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" } | Sort-Object }
            & $loaded
            $emulator.Faults.Add([R2.Emulator.Fault]::Status(500, 'InternalError'))
            try { Read-R2Object k -AsString -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            & $loaded
            Stop-R2Emulator
        } $manifest, "$TestDrive"
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Be 'hello', 'Polly.Core in Default', 'R2.InternalError', 'Polly.Core in Default', 'Polly.Core in R2', 'R2.Resilience in R2'
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has a test file of its own, or its place in one of those of Cloudflare''s own API' {
        if (-not (Select-String -Path (Join-Path $PSScriptRoot 'Api*.Tests.ps1') -Pattern "^Describe '.*\b$Name\b" -Quiet)) {
            Join-Path $PSScriptRoot "$Name.Tests.ps1" | Should -Exist
        }
    }

    It 'has help with a synopsis, a description and three examples' {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match "^\s*$Name"
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
    }

    It 'has an approved verb' {
        (Get-Verb).Verb | Should -Contain $Name.Split('-')[0]
    }

    It 'says what it emits, if it emits' {
        $command = Get-Command $Name
        if ($command.Verb -notin 'Disconnect', 'Remove', 'Stop') {
            $command.OutputType | Should -Not -BeNullOrEmpty
        }
    }

    It 'supports -WhatIf if it changes something' {
        $changes = $Name.Split('-')[0] -in 'New', 'Remove', 'Set', 'Read', 'Write', 'Copy', 'Move', 'Complete', 'Export', 'Start', 'Stop' -and
            $Name -notin 'New-R2PresignedUrl', 'New-R2TemporaryCredential'
        if ($changes) {
            (Get-Command $Name).Parameters.Keys | Should -Contain WhatIf
        }
    }

    It 'asks first if what it ends or removes cannot be had back' {
        if ($Name -like 'Remove-*' -or $Name -eq 'Stop-R2MultipartUpload') {
            (Get-Command $Name).ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false).ConfirmImpact | Should -Be High
        }
    }
}

Describe 'Secrets' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
    }

    It 'stay out of a transcript of a session with all that is verbose' {
        $run = Invoke-CleanProcess {
            $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
            $null = Start-Transcript (Join-Path $args[1] transcript.txt) -Verbose:$false
            Import-Module $args[0] -Verbose:$false
            $secret = ConvertTo-SecureString aSecretThatMustNotBeSeen0123456789abcdef -AsPlainText
            $token = ConvertTo-SecureString aTokenThatMustNotBeSeen -AsPlainText
            Start-R2Emulator demo -Credential ([pscredential]::new('keyid', $secret))
            'text' | Write-R2Object -Key note
            $url = New-R2PresignedUrl note
            "handed out: $url"
            $key = [byte[]](1..32)
            'text' | Write-R2Object -Key sealed -SseCustomerKey $key
            $wrong = Connect-R2 -Endpoint (Get-R2Connection).Endpoint -Credential ([pscredential]::new('keyid', $token)) -SessionToken $token
            Get-R2ObjectList demo -Connection $wrong
            $Error | ForEach-Object { Get-Error -InputObject $_ }
            $null = Stop-Transcript
        } $manifest, "$TestDrive"
        $text = Get-Content (Join-Path $TestDrive transcript.txt) -Raw
        $text | Should -Match 'PutObject'
        $text | Should -Match 'handed out: GET demo/note'
        $text | Should -Not -Match 'ThatMustNotBeSeen(?!.*-AsPlainText)'
        $text | Should -Not -Match ([Convert]::ToBase64String([byte[]](1..32)).Substring(0, 20))
        $text | Should -Not -Match 'X-Amz-Signature=[0-9a-f]{64}'
    }

    It 'stay out of errors, verbose and debug lines, connections and their text' {
        $run = Invoke-CleanProcess {
            Import-Module $args[0]
            $secret = 'aSecretThatMustNotBeSeen0123456789abcdef'
            $credential = [pscredential]::new('keyid', (ConvertTo-SecureString $secret -AsPlainText))
            $emulator = Start-R2Emulator demo -Credential $credential
            'text' | Write-R2Object -Key note -Verbose -Debug *>&1 | Out-String
            Get-R2Connection | Format-List * | Out-String
            "$emulator $(Get-R2Connection)"
            $emulator | Format-List * | Out-String
            Get-R2Object missing -ErrorAction SilentlyContinue
            # A wrong key pair: the server's answer shows canonical request and string to sign.
            $wrong = [pscredential]::new('keyid', (ConvertTo-SecureString "${secret}x" -AsPlainText))
            $null = Connect-R2 -Endpoint $emulator.Endpoint -Credential $wrong -BucketName demo
            Get-R2ObjectList -ErrorAction SilentlyContinue
            Connect-R2 -AccountId not-an-account -Credential $credential -ErrorAction SilentlyContinue
            Stop-R2Emulator
            "errors: $($Error.Count)"
            $Error | Format-List * -Force | Out-String
            $Error | ForEach-Object { $_.Exception | Format-List * -Force | Out-String }
            Get-Error -Newest 10 | Out-String
        } $manifest
        $text = $run.Output -join "`n"
        $text | Should -Match 'errors: [3-9]'
        $text | Should -Match 'SignatureDoesNotMatch'
        $text | Should -Not -Match 'aSecretThatMustNotBeSeen'
    }
}
