# One measured command in a fresh process, connected by the environment. Prints how long the command took, and its processor time.
param([string] $Operation, [string] $Key, [string] $Path, [int] $Count, [int] $Concurrency, [string] $CompareBy)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module $env:R2_MODULE }
$clock = [Diagnostics.Stopwatch]::StartNew()
$before = [Environment]::CpuUsage.TotalTime
switch ($Operation) {
    'Up' { $null = Write-R2Object -Path $Path -Key $Key }
    'Down' { $null = Read-R2Object $Key -Path $Path -Force }
    'UpMany' { Write-R2Object -Path "$Path/*" -Prefix $Key | ForEach-Object -Begin { $n = 0 } -Process { $n++ } -End { if ($n -ne $Count) { throw "$n" } } }
    'DownMany' { 0..($Count - 1) | ForEach-Object { '{0}{1:D6}.bin' -f $Key, $_ } | Read-R2Object -Path $Path -Force | ForEach-Object -Begin { $n = 0 } -Process { $n++ } -End { if ($n -ne $Count) { throw "$n" } } }
    'Pipe' { $null = Write-R2Object -InputObject ([Console]::OpenStandardInput()) -Key $Key }
    'Sync' { $summary = Sync-R2Object -LiteralPath $Path -Prefix $Key -CompareBy $CompareBy }
    'SyncCopy' { $summary = Sync-R2Object -Prefix $Key -DestinationBucket bench-other -DestinationPrefix $Key -CompareBy $CompareBy }
    'List' { Get-R2ObjectList -Prefix $Key | ForEach-Object -Begin { $n = 0 } -Process { $n++ } -End { if ($n -ne $Count) { throw "$n" } } }
}
if ($Operation -like 'Sync*' -and -not $summary.Complete) { throw "$summary" }
$cpu = [Environment]::CpuUsage.TotalTime - $before
[string]::Format([cultureinfo]::InvariantCulture, '#command {0} {1}', $clock.Elapsed.TotalSeconds, $cpu.TotalSeconds)
