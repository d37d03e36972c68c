Describe 'examples/QuickStart.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $run = Invoke-CleanProcess { & $args[0]; "errors: $($Error.Count)" } (Join-Path $root 'examples/QuickStart.ps1')
    }

    It 'runs to its end in a process of its own, without an error' {
        $run.Output[-1] | Should -Be 'errors: 0'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
    }

    It 'shows each step' {
        $text = $run.Output -join "`n"
        $text | Should -Match 'The emulator answers at http://127\.0\.0\.1:\d+'
        $text | Should -Match 'LastModified'
        $text | Should -Match 'README\.md came back byte for byte'
        $text | Should -Match 'Whoever has the URL reads: Hello from PowerShell'
        $text | Should -Match 'Buckets left: 0'
    }
}
