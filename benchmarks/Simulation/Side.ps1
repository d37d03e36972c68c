# One of the compared processes, in the engine, connected by the environment. Prints how long the last run took, and its processor time.
param([string] $Workload, [string] $Mode, [int] $Warmups, [string] $Recording, [string] $Folder)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module $env:R2_MODULE }

# 1,000 commands of one small request each.
function Invoke-Command1000 {
    foreach ($i in 0..249) {
        $key = "commands/$i"
        $null = Write-R2Object -InputObject 'small' -Key $key
        $null = Get-R2Object $key
        $null = Read-R2Object $key -AsString
        $null = Get-R2ObjectList -Prefix $key
    }
}

# The same sizes as R2.Core's mix, from a few pipelines.
function Invoke-Pipeline {
    $null = Get-ChildItem "$Folder/files" | Write-R2Object -Prefix pipe/
    $null = Write-R2Object -Path "$Folder/large.bin" -Key large -PartSize 5MB
    $null = Get-R2ObjectList -Prefix pipe/ | Read-R2Object -Path "$Folder/down" -Force
    $null = Get-R2ObjectList -Prefix pipe/ | Get-R2Object
    $null = Get-R2ObjectList -Prefix pipe/ | Remove-R2Object -Confirm:$false
}

foreach ($run in 0..$Warmups) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $before = [Environment]::CpuUsage.TotalTime
    if ($Mode -eq 'Record') { $null = Start-R2Simulation -Record -Path "$Recording-$run" }
    if ($Mode -eq 'Replay') { $null = Start-R2Simulation -Replay -Path $Recording -Strict }
    switch ($Workload) {
        'commands' { Invoke-Command1000 }
        'pipelines' { Invoke-Pipeline }
    }
    if ($Mode -ne 'Live') { Stop-R2Simulation -WarningAction Stop }
    $cpu = [Environment]::CpuUsage.TotalTime - $before
    $elapsed = $clock.Elapsed
}
[string]::Format([cultureinfo]::InvariantCulture, '#run {0} {1}', $elapsed.TotalSeconds, $cpu.TotalSeconds)
