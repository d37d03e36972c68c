<#
.SYNOPSIS
Runs the tests of this folder in the PowerShell that runs this, with the Pester that dotnet build tests/Pester has put into out/modules.
.PARAMETER Path
Files of tests, in place of all.
.EXAMPLE
dotnet tool restore; dotnet build tests/Pester; dotnet pwsh tests/Pester/run.ps1
#>
param([Parameter(Position = 0, ValueFromRemainingArguments)] [string[]] $Path = $PSScriptRoot, [string] $Verbosity = 'Normal')
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot ../../out/modules/Pester)
$result = Invoke-Pester -Path $Path -PassThru -Output $Verbosity
'{0} passed, {1} failed, {2} skipped' -f $result.PassedCount, ($result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount), ($result.SkippedCount + $result.NotRunCount)
exit [int]($result.Result -ne 'Passed')
