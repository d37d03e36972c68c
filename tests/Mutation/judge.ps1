<#
.SYNOPSIS
Says what a report of Stryker is worth: whether its controls met their fate, the score of each file, and every mutant that no test noticed; what equivalent.txt explains is no part of a score.
#>
param([Parameter(Mandatory, Position = 0)] [string] $Path, [double] $Least = 85)
$ErrorActionPreference = 'Stop'
$report = Get-Content -Raw $Path | ConvertFrom-Json -AsHashtable
$mutants = foreach ($file in $report.files.Keys) {
    $lines = $report.files[$file].source -split '\r?\n'
    foreach ($mutant in $report.files[$file].mutants | Where-Object status -notin 'Ignored') {
        ($from, $to) = ($mutant.location.start, $mutant.location.end)
        $was = @($lines[($from.line - 1)..($to.line - 1)])
        $was[-1] = $was[-1].Substring(0, $to.column - 1)
        $was[0] = $was[0].Substring($from.column - 1)
        [pscustomobject]@{
            File = Split-Path -Leaf $file; Line = $mutant.location.start.line; Column = $mutant.location.start.column; Status = $mutant.status; Mutator = $mutant.mutatorName -replace ' mutation$'
            Was = $was -join ' ' -replace '\s+', ' '; Now = ($mutant['replacement'] ?? '') -replace '\s+', ' '; KilledBy = @($mutant['killedBy']); CoveredBy = @($mutant['coveredBy'])
        }
    }
}
$known = Get-Content (Join-Path $PSScriptRoot equivalent.txt) | Where-Object { $_ -match '^[^#\s]' } | ForEach-Object {
    $file, $pattern = $_ -split ' ', 2
    [pscustomobject]@{ File = $file; Pattern = "^(?:$pattern)$" }
}
foreach ($mutant in $mutants) {
    $change = "$($mutant.Was) => $($mutant.Now)"
    $explained = [bool]($known | Where-Object { $_.File -eq $mutant.File -and $change -cmatch $_.Pattern })
    if ($explained -and $mutant.Status -in 'Survived', 'NoCoverage') { $mutant.Status = 'Equivalent' }
    elseif ($explained -and $mutant.Status -in 'Killed', 'Timeout') { $mutant.Status = 'Mistaken' }
}
$failures = @(
    $mutants | Where-Object Status -eq Mistaken | ForEach-Object { "$($_.File):$($_.Line) -> $($_.Now) is in equivalent.txt, but a test noticed it" }
    # What must happen to the four changes of Control.cs, by the line they stand on.
    $source = Get-Content (Join-Path $PSScriptRoot Control.cs)
    $fates = @{ Static = 'Killed'; Noticed = 'Killed'; Unnoticed = 'Survived'; Unreached = 'NoCoverage' }
    foreach ($name in $fates.Keys) {
        $line = 1 + [array]::FindIndex($source, [Predicate[string]] { $args[0] -match "int $name\b" })
        $fate = @($mutants | Where-Object { $_.File -eq 'Control.cs' -and $_.Line -eq $line }).Status -join ', '
        if ($fate -ne $fates[$name]) { "control $name is '$fate', not $($fates[$name])" }
    }
    foreach ($mutant in $mutants | Where-Object Status -eq Killed) {
        if ($mutant.KilledBy.Count -eq 0 -or ($mutant.KilledBy | Where-Object { $_ -notin $mutant.CoveredBy })) { "$($mutant.File):$($mutant.Line) was killed by a test that does not reach it" }
    }
)
function Measure-Score($Mutants, $Name) {
    $count = @{}
    $Mutants | Group-Object Status | ForEach-Object { $count[$_.Name] = $_.Count }
    $judged = [int]$count.Killed + $count.Mistaken + $count.Timeout + $count.Survived + $count.NoCoverage
    [pscustomobject]@{
        File = $Name; Mutants = $judged + $count.Equivalent; Killed = [int]$count.Killed + $count.Mistaken; Timeout = [int]$count.Timeout; Survived = [int]$count.Survived; NoCoverage = [int]$count.NoCoverage
        Equivalent = [int]$count.Equivalent
        Score = if ($judged) { [Math]::Round(100 * ($count.Killed + $count.Mistaken + $count.Timeout) / $judged, 1) } else { $null }; CompileError = [int]$count.CompileError; Crash = [int]$count.RuntimeError
    }
}
$own = @($mutants | Where-Object { $_.File -ne 'Control.cs' -and $_.Status -ne 'CompileError' })
$own | Where-Object Status -in Survived, NoCoverage, Timeout, RuntimeError | Sort-Object File, Line, Column | ForEach-Object { '{0} {1}:{2}:{3} {4} -> {5}' -f $_.Status, $_.File, $_.Line, $_.Column, $_.Mutator, $_.Now }
$all = @($mutants | Where-Object File -in $own.File)
$total = Measure-Score $all total
@($all | Group-Object File | Sort-Object Name | ForEach-Object { Measure-Score $_.Group $_.Name }) + $total | Format-Table | Out-String -Width 200
if ($total.Score -lt $Least) { $failures += "the score is below $Least %" }
$failures | ForEach-Object { "FAILED: $_" }
exit [int]($failures.Count -gt 0)
