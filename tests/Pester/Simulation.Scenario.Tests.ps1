Describe 'examples/Simulation.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $lines = & (Join-Path $root examples/Simulation.ps1) 6>&1 | ForEach-Object { "$_" }
    }

    It 'gets from the recording what the server answered' {
        $live = @($lines -match '^Recorded against a server: ')[0] -replace '^[^:]*: *'
        $live | Should -Be 'reports/1.txt reports/1.txt reports/2.txt reports/2.txt reports/3.txt'
        @($lines -match '^Replayed without one: ')[0] -replace '^[^:]*: *' | Should -Be $live
    }

    It 'says that a changed script asks for what was not recorded' {
        $lines | Should -Contain 'Changed: R2.NotRecorded'
    }

    It 'leaves neither a simulation nor a recording' {
        Get-R2Simulation | Should -BeNullOrEmpty
        Join-Path ([IO.Path]::GetTempPath()) "r2-simulation-$PID" | Should -Not -Exist
    }
}
