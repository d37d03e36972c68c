# Each script under examples/ is described, listed, and tested.
BeforeDiscovery {
    $examples = Get-ChildItem (Join-Path $PSScriptRoot '../../examples') -Filter *.ps1 | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
}

Describe 'examples/<Name>.ps1' -ForEach $examples {
    It 'has help' {
        $help = Get-Help $Path -Full
        $help.Synopsis.Trim() | Should -Match '\.$'
        @($help.examples.example).Count | Should -BeGreaterOrEqual 1
        foreach ($parameter in (Get-Command $Path).Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters }) {
            Get-Help $Path -Parameter $parameter.Name | ForEach-Object { $_.description.Text } | Should -Not -BeNullOrEmpty -Because $parameter.Name
        }
    }

    It 'is listed in examples/README.md' {
        Get-Content (Join-Path $PSScriptRoot '../../examples/README.md') -Raw | Should -Match ([regex]::Escape("[$Name.ps1]($Name.ps1)"))
    }

    It 'has a scenario of its own' {
        Join-Path $PSScriptRoot "$Name.Scenario.Tests.ps1" | Should -Exist
    }
}

Describe 'examples/<Name>.ps1, without arguments and without a connection' -ForEach @(
    @{ Name = 'Backup'; Shown = 'backup/20' }
    @{ Name = 'BuildCache'; Shown = 'Key=deps-linux-1; Result=Partial', 'package.txt: built with care', 'Key=never-saved; Result=Miss' }
    @{ Name = 'ResumableUpload'; Shown = 'Attempt 1 was interrupted', 'Attempt 2 ended well: 12582912 bytes' }
    @{ Name = 'StreamUpload'; Shown = 'bytes that tar wrote' }
) {
    It 'runs against the emulator to its end' {
        $run = Invoke-CleanProcess { $env:XDG_STATE_HOME = $env:LOCALAPPDATA = $args[1]; & $args[0] | ForEach-Object { "$_" } } (Join-Path $root "examples/$Name.ps1"), "$TestDrive/state-$Name"
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        foreach ($text in $Shown) { $run.Output -join "`n" | Should -Match $text }
    }
}
