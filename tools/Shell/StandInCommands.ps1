# The engine's NuGet package lacks Microsoft.PowerShell.Management and .Utility. These stand in for what the scripts under examples/ use of
# them, with the same names and results, so that one file runs here and in pwsh. They are no more than that: pwsh has the real ones.

function Get-ChildItem {
    param([Parameter(Position = 0, ValueFromPipeline)] [string[]] $Path = '.', [string] $Filter = '*', [switch] $File, [switch] $Recurse)
    process {
        $ExecutionContext.InvokeProvider.ChildItem.Get($Path, $Recurse, $false, $false) |
            Where-Object { $_.Name -like $Filter -and -not ($File -and $_.PSIsContainer) }
    }
}

function Get-Item {
    param([Parameter(Position = 0, ValueFromPipeline)] [string[]] $Path)
    process { $ExecutionContext.InvokeProvider.Item.Get($Path) }
}

function New-Item {
    param([Parameter(Position = 0)] [string] $Path, [string] $ItemType = 'File', [object] $Value, [switch] $Force)
    $ExecutionContext.InvokeProvider.Item.New([string[]] $Path, '', $ItemType, $Value, $Force)
}

function Remove-Item {
    param([Parameter(Position = 0, ValueFromPipelineByPropertyName)] [Alias('PSPath')] [string[]] $LiteralPath, [switch] $Recurse, [switch] $Force)
    process { $ExecutionContext.InvokeProvider.Item.Remove($LiteralPath, $Recurse, $Force, $true) }
}

function Join-Path {
    param([Parameter(Position = 0)] [string] $Path, [Parameter(Position = 1)] [string] $ChildPath)
    $ExecutionContext.SessionState.Path.Combine($Path, $ChildPath)
}

function Get-FileHash {
    param([Parameter(Position = 0, ValueFromPipelineByPropertyName)] [Alias('FullName')] [string] $LiteralPath)
    process {
        $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($LiteralPath)
        $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([IO.File]::ReadAllBytes($file)))
        [pscustomobject] @{ Algorithm = 'SHA256'; Hash = $hash; Path = $file }
    }
}

function Invoke-WebRequest {
    param([Parameter(Position = 0)] [uri] $Uri)
    $client = [Net.Http.HttpClient]::new()
    try {
        $response = $client.GetAsync($Uri).GetAwaiter().GetResult().EnsureSuccessStatusCode()
        $content = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        [pscustomobject] @{ StatusCode = [int] $response.StatusCode; Content = $content }
    }
    finally {
        $client.Dispose()
    }
}

function Select-Object {
    param([Parameter(ValueFromPipeline)] [object] $InputObject, [int] $First)
    begin { $seen = 0 }
    process { if ($seen++ -lt $First) { $InputObject } }
}

function Write-Host {
    param([Parameter(Position = 0)] [object] $Object = '')
    $Host.UI.WriteLine("$Object")
}
