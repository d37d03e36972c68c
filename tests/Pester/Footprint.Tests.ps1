# What the runtime has to compile in a new session before its first command is done, which is most of the time that it takes. Each limit is a little above the number of today.
BeforeDiscovery {
    $first = @(
        @{ Command = 'Connect-R2'; Limit = 325; Measured = 'Connect-R2 @there' }
        @{ Command = 'Write-R2Object of a small file'; Limit = 1250; Before = '$null = Connect-R2 @there'; Measured = 'Write-R2Object -Key small.txt -LiteralPath $small' }
        @{ Command = 'Write-R2Object of a file in parts'; Limit = 2000; Before = '$null = Connect-R2 @there'; Measured = 'Write-R2Object -Key parts.bin -LiteralPath $parts' }
        @{ Command = 'Get-R2ObjectList piped to Read-R2Object'; Limit = 1700; Before = '$null = Connect-R2 @there'; Measured = 'Get-R2ObjectList -Prefix down/ | Read-R2Object -Path $down' }
    )
}

Describe 'A new session' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $settings = Hide-Setting
        # Nothing is compiled a second time, for having been called often: when that happens depends on the machine.
        $env:DOTNET_TC_CallCountingDelayMs = '7FFFFFFF'
        $secret = 'secret0123456789'
        $emulator = Start-R2Emulator footprint -Credential ([pscredential]::new('key', (ConvertTo-SecureString $secret -AsPlainText)))
        'down' | Write-R2Object -Key down/a.txt
        $small = Join-Path $TestDrive small.txt
        [IO.File]::WriteAllText($small, 'x' * 3600)
        $parts = Join-Path $TestDrive parts.bin
        [IO.File]::WriteAllBytes($parts, [byte[]]::new(101MB))
    }

    AfterAll {
        Remove-Item env:DOTNET_TC_CallCountingDelayMs
        Stop-R2Emulator
        Restore-Setting $settings
    }

    It 'compiles <Limit> methods at most for its first <Command>' -ForEach $first -Skip:$IsWindows {
        # What PowerShell compiles meanwhile for itself on other threads is counted too: the least of three sessions is the command's own.
        $counts = foreach ($session in 1..3) {
            $run = Invoke-CleanProcess ([scriptblock]::Create(@"
            `$env:CI = 'true' # no progress, whose records are only made where a transfer takes longer than a second
            Import-Module `$args[0]
            `$there = @{ Endpoint = `$args[1]; BucketName = 'footprint'; Credential = [pscredential]::new('key', (ConvertTo-SecureString `$args[2] -AsPlainText)) }
            `$small, `$parts, `$down = `$args[3..5]
            $Before
            `$before = [Runtime.JitInfo]::GetCompiledMethodCount(`$false)
            `$null = $Measured
            [Runtime.JitInfo]::GetCompiledMethodCount(`$false) - `$before
            [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Where-Object { `$_ -in 'R2.Resilience', 'Polly.Core', 'R2.Emulator' }
"@)) $manifest, "$($emulator.Endpoint)", $secret, $small, $parts, (Join-Path $TestDrive "down$session")
            $run.Errors | Should -BeNullOrEmpty
            $run.Output | Should -HaveCount 1 -Because 'nothing is loaded that is not needed'
            [int]$run.Output[0]
            if ([int]$run.Output[0] -le $Limit) { break }
        }
        $least = ($counts | Measure-Object -Minimum).Minimum
        $least | Should -BeGreaterThan 100
        $least | Should -BeLessOrEqual $Limit
    }
}
