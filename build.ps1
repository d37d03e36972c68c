#!/usr/bin/env pwsh
#requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, packs and installs the module. What is essential also works by dotnet alone: see CONTRIBUTING.md.
.PARAMETER Task
Build    the module alone, in Release: it then lies in out/R2, ready to import
Test     dotnet test, then tests/Pester in the PowerShell of .config/dotnet-tools.json
Help     brings docs/help up to the built module and makes en-US of it (CONTRIBUTING.md)
Package  Build, then out/R2.<version>.nupkg for the Gallery, and R2.Core, R2.Resilience, R2.Emulator and R2.Testing for nuget.org
Install  Build, then a copy in the first folder of $env:PSModulePath
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

$tasks = @{
    Build   = { dotnet build src/R2.Cmdlets -c Release }
    Test    = {
        dotnet test -c Release
        dotnet tool restore
        # In a process of its own: once imported, an assembly stays loaded, and on Windows locked.
        dotnet pwsh -NoProfile tests/Pester/run.ps1
    }
    Help    = { dotnet run --project tools/Help -c Release }
    Package = {
        dotnet build tools/Package -c Release -p:ContinuousIntegrationBuild=true
        # Of what was just built: equal sources make equal bytes.
        dotnet run -c Release --no-build --project tools/Package -- out/R2 out @($env:GITHUB_ACTIONS ? "$env:GITHUB_SERVER_URL/$env:GITHUB_REPOSITORY", $env:GITHUB_SHA : @())
        dotnet build src/R2.Testing -c Release -p:ContinuousIntegrationBuild=true
        'R2.Resilience', 'R2.Core', 'R2.Emulator', 'R2.Testing' | ForEach-Object { dotnet pack "src/$_" -c Release --no-build -o out }
    }
    Install = {
        dotnet build src/R2.Cmdlets -c Release
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
