# Writes a folder to R2 under today's date, and says how it went: by its exit code, and in metrics where there is a path for them.
# The connection comes from R2_ACCOUNT_ID (or R2_ENDPOINT), R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY; none of them is shown.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $BucketName,
    [string] $Prefix = "$([datetime]::UtcNow.ToString('yyyy/MM/dd'))/",
    [string] $MetricPath
)
$ErrorActionPreference = 'Continue'      # one bad file does not keep the others back; all are counted
if (-not (Get-Module R2)) { Import-Module R2 -ErrorAction Stop }

$written = @(Write-R2Object -LiteralPath $Path -Recurse -BucketName $BucketName -Prefix $Prefix -Resume -ErrorVariable failed)
if ($MetricPath) { Export-R2Metric -Path $MetricPath -Accumulate }      # counters that go on from run to run

$bytes = 0L
foreach ($result in $written) { $bytes += $result.Size }
Write-Host "$($written.Count) objects, $bytes bytes written to $BucketName/$Prefix; $($failed.Count) failed"
exit [int]($failed.Count -gt 0)
