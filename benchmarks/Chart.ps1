<#
.SYNOPSIS
Draws docs/images/transfers.svg: how long 2 GiB take up and down, from the tables of benchmarks/README.md that have most sides.
.PARAMETER Path
Picture to write.
.EXAMPLE
dotnet pwsh -NoProfile benchmarks/Chart.ps1
#>
param([string] $Path = (Join-Path $PSScriptRoot ../docs/images/transfers.svg))
$ErrorActionPreference = 'Stop'
$names = @{ engine = 'this module'; 'R2.Core' = 'R2.Core (.NET)'; AWSSDK = 'AWSSDK.S3 (.NET)'; Minio = 'Minio (.NET)' }

# The rows of each table below a heading: side and best time.
function Get-Table([string] $Heading) {
    $text = [IO.File]::ReadAllText((Join-Path $PSScriptRoot README.md)).ReplaceLineEndings("`n")
    foreach ($table in [regex]::Matches($text, "\*\*$([regex]::Escape($Heading))\*\*\n\n(?<rows>(\|.*\n)+)")) {
        , @($table.Groups['rows'].Value.Split("`n") | Where-Object { $_ -match '^\| (?<side>[\w.]+) \| (?<best>[\d.]+) s \|' } |
                ForEach-Object { $null = $_ -match '^\| (?<side>[\w.]+) \| (?<best>[\d.]+) s \|'; [pscustomobject]@{ Side = $Matches.side; Seconds = [double]$Matches.best } })
    }
}

$groups = foreach ($heading in 'One object up: 2048 MiB, nginx, http', 'One object down: 2048 MiB, nginx, http') {
    $rows = Get-Table $heading | Sort-Object { $_.Count } -Descending | Select-Object -First 1
    if (-not $rows) { throw "There is no table '$heading'." }
    [pscustomobject]@{ Title = $heading -match ' up:' ? '2 GiB up' : '2 GiB down'; Rows = @($rows | Sort-Object Seconds) }
}

$longest = ($groups.Rows.Seconds | Measure-Object -Maximum).Maximum
$left, $width, $step, $top = 150, 470, 24, 64
$svg = [Collections.Generic.List[string]]::new()
$y = $top
foreach ($group in $groups) {
    $svg.Add("<text x=`"16`" y=`"$y`" font-weight=`"bold`">$($group.Title)</text>")
    foreach ($row in $group.Rows) {
        $y += $step
        $bar = [Math]::Max(2, [Math]::Round($row.Seconds / $longest * $width, 1)).ToString([cultureinfo]::InvariantCulture)
        $fill = $row.Side -in 'engine', 'R2.Core' ? '#f6821f' : '#8b949e'
        $svg.Add("<text x=`"$($left - 10)`" y=`"$y`" text-anchor=`"end`">$($names[$row.Side] ?? $row.Side)</text>")
        $svg.Add("<rect x=`"$left`" y=`"$($y - 13)`" width=`"$bar`" height=`"16`" rx=`"2`" fill=`"$fill`"/>")
        $svg.Add("<text x=`"$([Math]::Round($left + [double]$bar + 8, 1).ToString([cultureinfo]::InvariantCulture))`" y=`"$y`">$($row.Seconds.ToString('0.0#', [cultureinfo]::InvariantCulture)) s</text>")
    }
    $y += 2 * $step
}
$height = $y - $step
$all = @(
    "<svg xmlns=`"http://www.w3.org/2000/svg`" width=`"720`" height=`"$height`" viewBox=`"0 0 720 $height`" font-family=`"system-ui,'Segoe UI',Helvetica,Arial,sans-serif`" font-size=`"14`" fill=`"#1f2328`">"
    "<title>Seconds for 2 GiB up and down; less is better</title>"
    "<rect width=`"720`" height=`"$height`" rx=`"8`" fill=`"#ffffff`"/>"
    "<text x=`"16`" y=`"30`" font-size=`"16`" font-weight=`"bold`">Seconds for one object of 2 GiB, to and from a server on the same machine</text>"
    $svg
    '</svg>'
)
[IO.File]::WriteAllText($Path, ($all -join "`n") + "`n")
