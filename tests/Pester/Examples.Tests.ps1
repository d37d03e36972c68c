# Each script under examples/ is described, listed, and tested.
BeforeDiscovery {
    $examples = Get-ChildItem (Join-Path $PSScriptRoot '../../examples') -Filter *.ps1 | ForEach-Object { @{ Name = $_.BaseName; Path = $_.FullName } }
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
