# How action.yml and the Azure template install the module: what is not attested is not unpacked, and nothing is asked for by name elsewhere.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $script = Join-Path $root ops/Install-R2.ps1
    $modulePath = $env:PSModulePath
    $kept = $env:RUNNER_TEMP, $env:AGENT_TEMPDIRECTORY, $env:GITHUB_ENV

    # The script with a network and a GitHub CLI of the test's own: what was asked of them, and what it wrote.
    function Invoke-Install([string] $Repository, [string] $Version, [int] $Verified = 0) {
        $asked = [Collections.Generic.List[string]]::new()
        function Invoke-WebRequest([string] $Uri, [string] $OutFile) {
            $asked.Add($Uri)
            if ($OutFile -like '*.nupkg') { [IO.Compression.ZipFile]::CreateFromDirectory((Join-Path $root out/R2), $OutFile) } else { '{}' > $OutFile }
        }
        function gh {
            $asked.Add("gh $args")
            $global:LASTEXITCODE = $Verified
        }
        $env:WANTED_REPOSITORY, $env:WANTED_VERSION = $Repository, $Version
        try {
            $output = & { . $script }
        }
        catch {
            $output = "$_"
        }
        finally {
            $env:WANTED_REPOSITORY = $env:WANTED_VERSION = $null
        }
        [pscustomobject]@{ Asked = @($asked); Output = @($output) }
    }
}

AfterAll {
    $env:RUNNER_TEMP, $env:AGENT_TEMPDIRECTORY, $env:GITHUB_ENV = $kept
}

Describe 'ops/Install-R2.ps1' {
    BeforeEach {
        $temp = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $env:RUNNER_TEMP, $env:AGENT_TEMPDIRECTORY, $env:GITHUB_ENV = $temp, $null, (Join-Path $temp env)
    }

    It 'unpacks the attested package of the release, for the steps that follow' {
        $ran = Invoke-Install own/r2 1.2.3
        $ran.Asked[0, 1] | Should -Be 'https://github.com/own/r2/releases/download/v1.2.3/R2.1.2.3.nupkg', 'https://github.com/own/r2/releases/download/v1.2.3/attestation.jsonl'
        $ran.Asked[2] | Should -BeLike "gh attestation verify $temp*R2.1.2.3.nupkg --bundle $temp*attestation.jsonl --repo own/r2 --deny-self-hosted-runners --cert-identity https://github.com/own/r2/.github/workflows/publish.yml@refs/tags/v1.2.3"
        $ran.Asked.Count | Should -Be 3
        $path = (Get-Content (Join-Path $temp env)) -replace '^PSModulePath='
        $ran = Invoke-CleanProcess -ArgumentList $path -Script {
            param($path)
            $env:PSModulePath = $path
            Import-Module R2
            (Get-Module R2).Path
        }
        $ran.Output | Should -BeLike "$temp*R2*"
    }

    It 'tells Azure Pipelines where it lies' {
        $env:RUNNER_TEMP, $env:AGENT_TEMPDIRECTORY, $env:GITHUB_ENV = $null, $temp, $null
        (Invoke-Install own/r2 1.2.3).Output[-1].StartsWith("##vso[task.setvariable variable=PSModulePath]$temp") | Should -BeTrue
    }

    It 'unpacks nothing that is not attested' {
        $ran = Invoke-Install own/r2 1.2.3 -Verified 1
        $ran.Output | Should -BeLike '*is not attested by own/r2*'
        Get-ChildItem $temp -Recurse -Filter R2.psd1 | Should -BeNullOrEmpty
        Join-Path $temp env | Should -Not -Exist
    }

    It 'refuses <Repository> <Version>, and asks nobody' -ForEach @(
        @{ Repository = 'own/r2/../../evil'; Version = '1.2.3' }
        @{ Repository = ''; Version = '1.2.3' }
        @{ Repository = "own/r2`n"; Version = '1.2.3' }
        @{ Repository = 'own/r2'; Version = '1.*' }
        @{ Repository = 'own/r2'; Version = '[1.0,)' }
        @{ Repository = 'own/r2'; Version = '' }
        @{ Repository = 'own/r2'; Version = '1.2.3/../v9' }
    ) {
        $ran = Invoke-Install $Repository $Version
        $ran.Output | Should -BeLike '*must be*'
        $ran.Asked | Should -BeNullOrEmpty
    }
}
