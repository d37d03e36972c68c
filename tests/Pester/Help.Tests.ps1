# Help as people get it, in pwsh: what is found, how it is shown, and every example of docs/help with the real commands around it.
BeforeDiscovery {
    $pages = Get-ChildItem (Join-Path $PSScriptRoot '../../docs/help') -Filter *.md | ForEach-Object {
        $text = (Get-Content $_ -Raw).ReplaceLineEndings("`n")
        $examples = ($text -split '(?m)^## ' | Where-Object { $_ -like 'EXAMPLES*' }) -split '(?m)^### Example ' | Select-Object -Skip 1
        @{
            Name     = $_.BaseName
            Synopsis = [regex]::Match($text, '## SYNOPSIS\n\n(.*?)\n\n## ', 'Singleline').Groups[1].Value
            Examples = @($examples | ForEach-Object {
                @{
                    Title  = ($_ -split "`n")[0]
                    Code   = [regex]::Match($_, '```powershell\n(.*?)\n```', 'Singleline').Groups[1].Value
                    Output = [regex]::Match($_, '```output\n(.*?)\n```', 'Singleline').Groups[1].Value
                }
            })
        }
    }
    $topics = Get-ChildItem (Join-Path $PSScriptRoot '../../en-US') -Filter about_*.help.txt | ForEach-Object { @{ Name = $_.Name -replace '\.help\.txt$' } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
}

Describe 'Get-Help <Name>' -ForEach $pages {
    It 'finds the synopsis and every example' {
        $help = Get-Help $Name -Full
        ($help.Synopsis -replace '\s+', ' ') | Should -Be ($Synopsis -replace '\s+', ' ')
        $help.examples.example.code | Should -Be $Examples.Code
    }

    It 'shows a description of each parameter' {
        $parameters = Get-Help $Name -Parameter * -ErrorAction Ignore
        $parameters.name | Should -Be (Get-Command $Name | ForEach-Object { $_.Parameters.Values } |
                Where-Object { $_.Name -notin [Management.Automation.Cmdlet]::CommonParameters -and $_.Attributes.DontShow -notcontains $true } | ForEach-Object Name | Sort-Object)
        foreach ($parameter in $parameters) { $parameter.description.Text | Should -Not -BeNullOrEmpty }
    }
}

Describe 'Get-Help Write-R2Object' {
    It '-Full shows syntax, units, defaults and examples' {
        $text = Get-Help Write-R2Object -Full | Out-String -Width 200
        $text | Should -Match '-Path\] <string\[\]>'
        $text | Should -Match '10 MiB by default'
        $text | Should -Match 'Default value\s+CRC32C'
        $text | Should -Match 'Get-ChildItem \./logs -File \| Write-R2Object -Prefix 2026/11/'
    }

    It '-Parameter Checksum shows the default' {
        (Get-Help Write-R2Object -Parameter Checksum).defaultValue | Should -Be CRC32C
    }

    It '-Examples shows the code' {
        Get-Help Write-R2Object -Examples | Out-String | Should -Match 'Write-R2Object \./db\.dump'
    }

    It '-Parameter Key describes the key' {
        $help = Get-Help Write-R2Object -Parameter Key
        $help | Out-String -Width 200 | Should -Match '1,024 bytes of UTF-8'
        $help.description.Text | Should -Match '1 to 1,024 bytes of UTF-8'
        $help.pipelineInput | Should -Be 'true (ByPropertyName)'
    }
}

Describe 'Get-Help <Name>' -ForEach $topics {
    It 'finds the topic' {
        (Get-Help $Name | Out-String) | Should -Match ([regex]::Escape($Name))
    }
}

Describe 'Examples of <Name>' -ForEach $pages {
    BeforeAll {
        # Examples set R2_* as they like; whoever runs the tests gets their own back.
        $kept = Hide-Setting
    }

    AfterAll {
        Restore-Setting $kept
    }

    BeforeEach {
        $folder = Join-Path ([IO.Path]::GetTempPath()) "r2-help-$([guid]::NewGuid())"
        $settings = Switch-UserFolder Config (Join-Path $folder config) # of profiles
    }

    AfterEach {
        Set-Location $PSScriptRoot
        Stop-R2Emulator
        Get-ChildItem env:R2_* | Remove-Item
        $null = Switch-UserFolder Config $settings
        Remove-Item $folder -Recurse -Force
    }

    It '<Title>' -ForEach $Examples {
        . (Join-Path $PSScriptRoot HelpDemo.ps1) $folder
        $shown = & ([scriptblock]::Create($Code)) 2>&1
        $shown | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        if ($Output) { ($shown | ForEach-Object { "$_" }) -join "`n" | Should -Be $Output }
    }
}

Describe 'Help in a terminal' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
    }

    It 'has an empty line between the introduction of an example and its code' {
        Get-Help Write-R2Object -Examples | Out-String -Width 100 | Should -Match "The key is the file's name\.\r?\n *\r?\n *Write-R2Object ./db.dump"
        foreach ($command in (Get-Command -Module R2).Name) {
            foreach ($example in (Get-Help $command -Examples).Examples.Example | Where-Object { $_.introduction.Text }) {
                @($example.introduction.Text)[-1] | Should -Match '\n\n$' -Because "$command, $($example.title)"
            }
        }
    }

    It 'has topics of 80 columns: <Name>' -ForEach @(Get-ChildItem (Join-Path $PSScriptRoot ../../en-US/about_*.help.txt)) {
        Get-Content $_ | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}
