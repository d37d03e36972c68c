<#
.SYNOPSIS
    Looks at every script: whether it parses, and what PSScriptAnalyzer says of it where that is there.
.PARAMETER Path
    Scripts; all of the repository by default.
.PARAMETER Require
    Fails where PSScriptAnalyzer is missing, in place of saying that it was skipped.
#>
param([Parameter(Position = 0, ValueFromRemainingArguments)] [string[]]$Path, [switch]$Require)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
if (-not $Path) {
    $Path = git -C $root ls-files '*.ps1' '*.psd1' '*.psm1' | ForEach-Object { Join-Path $root $_ }
}

$passed = $failed = $skipped = 0
foreach ($script in $Path) {
    $tokens = $errors = $null
    $null = [Management.Automation.Language.Parser]::ParseFile((Resolve-Path $script), [ref]$tokens, [ref]$errors)
    if ($errors) {
        $failed++
        $errors | ForEach-Object { "FAIL ${script}:$($_.Extent.StartLineNumber): $($_.Message)" }
    }
    else { $passed++ }
}

if (Get-Module -ListAvailable PSScriptAnalyzer) {
    foreach ($script in $Path) {
        $found = Invoke-ScriptAnalyzer -Path $script -Settings (Join-Path $PSScriptRoot PSScriptAnalyzerSettings.psd1)
        if ($found) {
            $failed++
            $found | ForEach-Object { "FAIL ${script}:$($_.Line): $($_.RuleName): $($_.Message)" }
        }
        else { $passed++ }
    }
}
elseif ($Require) {
    $failed++
    'FAIL PSScriptAnalyzer is not installed'
}
else {
    $skipped++
    '*** SKIPPED PSScriptAnalyzer: it is not installed (Install-PSResource PSScriptAnalyzer)'
}

"$passed passed, $failed failed, $skipped skipped"
exit $failed -gt 0
