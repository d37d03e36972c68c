# For commands that examples of docs/help use and the bare engine lacks, besides those of tools/Shell. tests/Pester runs the examples with the real ones.

function Format-List {
    param([Parameter(ValueFromPipeline)] [object] $InputObject)
    process { $InputObject }
}

function Invoke-WebRequest {
    param([Parameter(Position = 0)] [uri] $Uri, [string] $Method = 'Get', [string] $InFile, [hashtable] $Headers = @{})
    $request = [Net.Http.HttpRequestMessage]::new($Method, $Uri)
    if ($InFile) {
        $request.Content = [Net.Http.ByteArrayContent]::new([IO.File]::ReadAllBytes($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($InFile)))
    }
    foreach ($name in $Headers.Keys) {
        if (-not $request.Headers.TryAddWithoutValidation($name, $Headers[$name])) { $null = $request.Content.Headers.TryAddWithoutValidation($name, $Headers[$name]) }
    }
    $client = [Net.Http.HttpClient]::new()
    try {
        $response = $client.SendAsync($request).GetAwaiter().GetResult().EnsureSuccessStatusCode()
        [pscustomobject] @{ StatusCode = [int] $response.StatusCode; Content = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult() }
    }
    finally {
        $client.Dispose()
    }
}
