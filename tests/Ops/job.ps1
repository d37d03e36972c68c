# A job of a moment, as cron starts it: writes five objects, of which a failing one loses one, and adds its counters to a file.
#   dotnet run --project tools/Shell -- tests/Ops/job.ps1 -Path <file> -Outcome good|bad|killed
param([Parameter(Mandatory)][string]$Path, [Parameter(Mandatory)][string]$Outcome)
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../out/R2/R2.psd1')
$emulator = Start-R2Emulator ops-job
try {
    if ($Outcome -eq 'bad') {
        $emulator.Faults.Add(([R2.Emulator.Fault]::Status(403, 'AccessDenied') | ForEach-Object { $_.GetType().GetProperty('Times').SetValue($_, 1); $_ }))
    }
    if ($Outcome -eq 'killed') {
        $null = Start-R2MultipartUpload video.mp4
        [Diagnostics.Process]::GetCurrentProcess().Kill()
    }
    foreach ($number in 1..5) { $null = 'text' | Write-R2Object -Key "note-$number.txt" -ErrorAction SilentlyContinue }
    Export-R2Metric -Path $Path -Accumulate
}
finally {
    $emulator | Stop-R2Emulator
}
