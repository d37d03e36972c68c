<#
.SYNOPSIS
Lets a web page upload files straight to R2: the page asks this small back end for a presigned URL, and sends the file there.
.DESCRIPTION
The back end decides: it makes the key, signs media type and length with the URL, so that nothing else can be sent by it, and allows the page's origin
in the bucket's CORS rules while it runs. The bytes never come by here. The page is examples/BrowserUpload; any web server could hand it out.
Uses the session's connection (Connect-R2, or R2_* in the environment), or without one an emulator, which ends with the script.
.PARAMETER Port
Port of 127.0.0.1 to serve the page on; a free one when left out.
.PARAMETER Prefix
What the keys of uploads begin with.
.PARAMETER Count
After how many uploads to end.
.PARAMETER MaxBytes
Longest file that is taken.
.EXAMPLE
examples/BrowserUpload.ps1 -Count 10
Prints the address of the page: open it in a browser and choose a file.
#>
[CmdletBinding()]
param(
    [ValidateRange(0, 65535)] [int] $Port = 0,
    [string] $Prefix = 'uploads/',
    [ValidateRange(1, 1000000)] [int] $Count = 1,
    [ValidateRange(1, 5GB)] [long] $MaxBytes = 100MB
)
$ErrorActionPreference = 'Stop'
if (-not (Get-Module R2)) { Import-Module "$PSScriptRoot/../out/R2/R2.psd1" }
$pages = @{
    '/'          = 'text/html; charset=utf-8', [IO.File]::ReadAllBytes("$PSScriptRoot/BrowserUpload/index.html")
    '/upload.js' = 'text/javascript; charset=utf-8', [IO.File]::ReadAllBytes("$PSScriptRoot/BrowserUpload/upload.js")
}

function Send-Answer([Net.HttpListenerContext] $Context, [int] $Status, [byte[]] $Body = @(), [string] $Type = 'text/plain; charset=utf-8') {
    $Context.Response.StatusCode, $Context.Response.ContentType = $Status, $Type
    $Context.Response.Headers['Content-Security-Policy'] = "default-src 'self'; connect-src 'self' $((Get-R2Connection).Endpoint.GetLeftPart('Authority'))"
    $Context.Response.Close($Body, $true)
}

# A URL for one file of this type and length, and nothing else.
function New-UploadUrl([Collections.Specialized.NameValueCollection] $Query) {
    $size = 0L
    if (-not [long]::TryParse($Query['size'], [ref] $size) -or $size -lt 0 -or $size -gt $MaxBytes) { return }
    $key = "$Prefix$([guid]::NewGuid().ToString('N'))/$($Query['name'] -replace '.*[/\\]' -replace '[^\w.-]', '_')"
    New-R2PresignedUrl $key PUT -ExpiresIn 0:05:00 -SignedHeader @{ 'content-type' = $Query['type']; 'content-length' = "$size" }
}

$emulator = if (-not (Get-R2Connection)) { Start-R2Emulator demo }
if (-not $Port) {
    $free = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $free.Start()
    $Port = $free.LocalEndpoint.Port
    $free.Stop()
}
$origin = "http://127.0.0.1:$Port"
$rules = @(Get-R2BucketCors)
$listener = [Net.HttpListener]::new()
$listener.Prefixes.Add("$origin/")
try {
    $listener.Start()
    Set-R2BucketCors -Rule ($rules + @{ Id = 'browser-upload'; AllowedOrigins = $origin; AllowedMethods = 'PUT'; AllowedHeaders = 'content-type'; ExposeHeaders = 'ETag' })
    Write-Host "Open $origin/"
    $handedOut = [Collections.Generic.HashSet[string]]::new()
    for ($done = 0; $done -lt $Count;) {
        $waiting = $listener.GetContextAsync()
        while (-not $waiting.Wait(200)) { } # in short pieces, between which Ctrl+C is heard
        $context = $waiting.Result
        $request = $context.Request
        $path = $request.Url.AbsolutePath
        if ($request.HttpMethod -eq 'GET' -and $pages.ContainsKey($path)) { Send-Answer $context 200 $pages[$path][1] $pages[$path][0] }
        elseif ($request.HttpMethod -ne 'POST' -or $request.Headers['Origin'] -ne $origin) { Send-Answer $context 403 } # no other page's doing
        elseif ($path -eq '/presign' -and ($url = New-UploadUrl $request.QueryString)) {
            $null = $handedOut.Add($url.Key)
            Send-Answer $context 200 ([Text.Encoding]::UTF8.GetBytes("$($url.Key)`n$($url.Url)"))
        }
        elseif ($path -eq '/done' -and $handedOut.Remove("$($request.QueryString['key'])") -and (Test-R2Object $request.QueryString['key'])) {
            Send-Answer $context 204
            Get-R2Object $request.QueryString['key']
            $done++
        }
        else { Send-Answer $context 400 }
    }
}
finally {
    $listener.Close()
    if ($rules) { Set-R2BucketCors -Rule $rules } else { Remove-R2BucketCors -Confirm:$false }
    if ($emulator) { $emulator | Stop-R2Emulator }
}
