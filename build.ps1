#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, packs and installs the module. What is essential also works by dotnet alone: see CONTRIBUTING.md.
.PARAMETER Task
Build    dotnet build in Release; the importable module then lies in out/R2
Test     dotnet test, then tests/Pester where Pester 5.7 or later is installed
Help     the cmdlets' help into out/R2/en-US, from docs/help, by Microsoft.PowerShell.PlatyPS
Package  Build, Help if there is docs/help, then out/R2.<version>.nupkg or out/R2-<version>.zip
Install  Build, Help if there is docs/help, then a copy in the first folder of $env:PSModulePath
Clean    removes out/ and the bin/ and obj/ of every project
.EXAMPLE
./build.ps1 -Task Install -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Help', 'Package', 'Install', 'Clean')]
    [string[]]$Task = 'Build'
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true # so that dotnet's failure is ours
$version = (Import-PowerShellDataFile "$PSScriptRoot/R2.psd1").ModuleVersion
$installed = Join-Path ($env:PSModulePath -split [IO.Path]::PathSeparator)[0] R2 $version

function Test-Module([string]$Name, [version]$Minimum) {
    [bool](Get-Module -ListAvailable $Name | Where-Object Version -GE $Minimum)
}

function Export-Help {
    if (-not (Test-Path docs/help)) { throw 'docs/help is missing: there is nothing to make help from.' }
    if (-not (Test-Module Microsoft.PowerShell.PlatyPS 1.0)) { throw 'A module is missing: Install-PSResource Microsoft.PowerShell.PlatyPS' }
    if (-not (Test-Path out/R2)) { throw 'out/R2 is missing: ./build.ps1 -Task Build' }
    Import-Module Microsoft.PowerShell.PlatyPS
    $null = Measure-PlatyPSMarkdown (Get-ChildItem docs/help -Filter *.md -Recurse).FullName | Where-Object Filetype -Match CommandHelp |
        ForEach-Object { Import-MarkdownCommandHelp -Path $_.FilePath } | Export-MamlCommandHelp -OutputFolder out/help -Force
    $null = New-Item out/R2/en-US -ItemType Directory -Force
    Get-ChildItem out/help -Filter *-Help.xml -Recurse | Copy-Item -Destination out/R2/en-US -PassThru | ForEach-Object { "Help is in $($_.FullName)" }
}

# The build takes out of out/R2 what it did not put there, so help is made again after each.
function Build-WithHelp {
    dotnet build -c Release
    if (Test-Path docs/help) { Export-Help } else { Write-Warning 'docs/help is missing: this module comes without help.' }
}

$tasks = @{
    Build   = { dotnet build -c Release }
    Test    = {
        dotnet test -c Release
        if (-not (Test-Path tests/Pester)) { Write-Warning 'tests/Pester is missing.' }
        elseif (-not (Test-Module Pester 5.7)) { Write-Warning 'tests/Pester was not run: Install-PSResource Pester' }
        else {
            # In a process of its own: once imported, an assembly stays loaded, and on Windows locked.
            & ([Environment]::ProcessPath) -NoProfile -Command {
                Import-Module Pester -MinimumVersion 5.7
                Invoke-Pester -Configuration @{ Run = @{ Path = 'tests/Pester'; Exit = $true } }
            }
        }
    }
    Help    = { Export-Help }
    Package = {
        Build-WithHelp
        if (Get-Command Compress-PSResource -ErrorAction Ignore) {
            Compress-PSResource -Path out/R2 -DestinationPath (Resolve-Path out).Path
            "Compress-PSResource made out/R2.$version.nupkg"
        }
        else {
            Compress-Archive -Path out/R2 -DestinationPath "out/R2-$version.zip" -Force
            "Compress-Archive made out/R2-$version.zip; for a .nupkg, Install-PSResource Microsoft.PowerShell.PSResourceGet"
        }
    }
    Install = {
        Build-WithHelp
        if (Test-Path $installed) { Remove-Item $installed -Recurse -Force }
        $null = New-Item $installed -ItemType Directory -Force
        Copy-Item out/R2/* $installed -Recurse
        "R2 $version is in $installed"
    }
    Clean   = {
        Get-ChildItem -Filter *.csproj -Recurse -File | ForEach-Object { Join-Path $_.DirectoryName bin; Join-Path $_.DirectoryName obj } |
            Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
        if (Test-Path out) { Remove-Item out -Recurse -Force }
    }
}

Push-Location $PSScriptRoot
try {
    foreach ($name in $Task) {
        if ($PSCmdlet.ShouldProcess($name -eq 'Install' ? $installed : $PSScriptRoot, $name)) { & $tasks[$name] }
    }
}
finally { Pop-Location }
