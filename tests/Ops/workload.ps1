# A real run of the module that does a little of everything and exports its metrics again and again, until the file 'stop' appears; four minutes at most.
#   dotnet run --project tools/Shell -- tests/Ops/workload.ps1 -Directory <folder that the textfile collector reads>
param([Parameter(Mandatory)][string]$Directory)
$ErrorActionPreference = 'Stop'
$env:R2_RETRY_BASE_DELAY_MS = '1'
Import-Module (Join-Path $PSScriptRoot '../../out/R2/R2.psd1')
$emulator = Start-R2Emulator ops-workload
$six = [byte[]]::new(6MB)
$end = [datetime]::UtcNow.AddMinutes(4)
try {
    for ($round = 0; -not [IO.File]::Exists("$Directory/stop") -and [datetime]::UtcNow -lt $end; $round++) {
        # Once refused with 503, and repeated.
        $emulator.Faults.Add(([R2.Emulator.Fault]::Status(503, 'ServiceUnavailable') | ForEach-Object { $_.GetType().GetProperty('Times').SetValue($_, 1); $_ }))
        $null = 'text' | Write-R2Object -Key "note-$($round % 10).txt"
        $null = Write-R2Object -Key parts.bin -InputObject ([IO.MemoryStream]::new($six)) -PartSize 5MB
        $null = Read-R2Object "note-$($round % 10).txt" -AsString
        $null = Get-R2ObjectList
        $null = Test-R2Object missing
        $null = Get-R2Object missing -ErrorAction SilentlyContinue

        # A part that fails for good.
        $upload = Start-R2MultipartUpload -Key broken.bin
        $emulator.Faults.Add(([R2.Emulator.Fault]::Status(403, 'AccessDenied') | ForEach-Object { $_.GetType().GetProperty('Times').SetValue($_, 1); $_ }))
        $upload | Write-R2MultipartPart -PartNumber 1 -InputObject $six -ErrorAction SilentlyContinue
        $upload | Stop-R2MultipartUpload -Confirm:$false
        Export-R2Metric -Path "$Directory/r2.prom"
    }
}
finally {
    $emulator | Stop-R2Emulator
}
