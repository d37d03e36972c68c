# A page in a real browser: a file is chosen and the button pressed by the browser's own protocol (https://chromedevtools.github.io/devtools-protocol/).
BeforeDiscovery {
    $browser = 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable' | ForEach-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore } | Select-Object -First 1
    if (-not $browser) { Write-Warning '*** SKIPPED: examples/BrowserUpload.ps1 in a browser: there is no Chromium on PATH' }
}

Describe 'examples/BrowserUpload.ps1' -ForEach @{ browser = $browser.Source } {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)

        # The script in a process of its own, with an emulator of its own: it stands in the middle of a request for as long as nobody uploads.
        function Start-Page {
            $start = New-PowerShellStart '-NoProfile', '-NonInteractive', '-File', (Join-Path $root examples/BrowserUpload.ps1)
            @($start.Environment.Keys) -match '^(R2|AWS)_' | ForEach-Object { $null = $start.Environment.Remove($_) }
            $process = [Diagnostics.Process]::Start($start)
            $line = $process.StandardOutput.ReadLine()
            if ($line -notmatch '^Open (http://127\.0\.0\.1:\d+/)$') { throw "It said '$line' $($process.StandardError.ReadToEnd())" }
            [pscustomobject]@{ Process = $process; Url = $Matches[1] }
        }

        function Stop-Page([object] $Page) {
            if (-not $Page.Process.HasExited) { $Page.Process.Kill($true) }
        }

        # The next message; what tells of something that happened is kept, too.
        function Receive-Message([object] $Page) {
            $buffer = [byte[]]::new(64KB)
            $text = [Text.StringBuilder]::new()
            do {
                $received = $Page.Socket.ReceiveAsync([ArraySegment[byte]]$buffer, $Page.Patience.Token).GetAwaiter().GetResult()
                $null = $text.Append([Text.Encoding]::UTF8.GetString($buffer, 0, $received.Count))
            } until ($received.EndOfMessage)
            $message = $text.ToString() | ConvertFrom-Json
            if ($message.PSObject.Properties['method']) { $Page.Events.Add($message.method) }
            $message
        }

        function Send-Command([object] $Page, [string] $Method, [hashtable] $Parameters = @{}) {
            $id = ++$Page.Commands
            $command = [ArraySegment[byte]][Text.Encoding]::UTF8.GetBytes((@{ id = $id; method = $Method; params = $Parameters } | ConvertTo-Json -Depth 5))
            $null = $Page.Socket.SendAsync($command, [Net.WebSockets.WebSocketMessageType]::Text, $true, $Page.Patience.Token).GetAwaiter().GetResult()
            do { $answer = Receive-Message $Page } until ($answer.PSObject.Properties['id'] -and $answer.id -eq $id)
            if ($answer.PSObject.Properties['error']) { throw "$Method`: $($answer.error.message)" }
            $answer.result
        }

        function Open-Browser {
            $data = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
            $start = [Diagnostics.ProcessStartInfo]::new($browser)
            '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--remote-debugging-port=0', "--user-data-dir=$data", 'about:blank' |
                ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            # It names its port here, when it listens.
            while (($line = $process.StandardError.ReadLine()) -notmatch 'DevTools listening on ws://(\S+?)/') { if ($null -eq $line) { throw 'The browser ended by itself.' } }
            $address = $Matches[1]
            $null = $process.StandardError.BaseStream.CopyToAsync([IO.Stream]::Null)
            $target = (Invoke-RestMethod "http://$address/json") | Where-Object type -EQ page | Select-Object -First 1
            $opened = [pscustomobject]@{ Process = $process; Socket = [Net.WebSockets.ClientWebSocket]::new(); Commands = 0; Events = [Collections.Generic.List[string]]::new(); Patience = [Threading.CancellationTokenSource]::new([timespan]::FromMinutes(2)) }
            $null = $opened.Socket.ConnectAsync($target.webSocketDebuggerUrl, $opened.Patience.Token).GetAwaiter().GetResult()
            $opened
        }

        function Show-Page([object] $Page, [string] $Url) {
            $null = Send-Command $Page Page.enable
            $null = Send-Command $Page Page.navigate @{ url = $Url }
            while ((Get-Value $Page 'location.href + document.readyState') -ne "${Url}complete") {
                while (-not $Page.Events.Remove('Page.loadEventFired')) { $null = Receive-Message $Page }
            }
        }

        # The value of an expression, and of a promise once it is kept.
        function Get-Value([object] $Page, [string] $Expression) {
            $answer = Send-Command $Page Runtime.evaluate @{ expression = $Expression; awaitPromise = $true; returnByValue = $true }
            if ($answer.PSObject.Properties['exceptionDetails']) { throw $answer.exceptionDetails.exception.description }
            $answer.result.value
        }

        # One page and one browser serve all tests: each takes seconds to start.
        $page = Start-Page
        $opened = if ($browser) { Open-Browser }
    }

    AfterAll {
        $opened, $page | Where-Object { $_ } | ForEach-Object { Stop-Page $_ }
    }

    It 'hands out URLs to its own page alone, for files that are not too long' {
        $origin = $page.Url.TrimEnd('/')
        (Invoke-WebRequest "$($page.Url)presign?name=a&type=text/plain&size=1" -Method Post -SkipHttpErrorCheck).StatusCode | Should -Be 403
        (Invoke-WebRequest "$($page.Url)presign?name=a&type=text/plain&size=1" -Method Post -Headers @{ Origin = 'https://evil.example' } -SkipHttpErrorCheck).StatusCode | Should -Be 403
        (Invoke-WebRequest "$($page.Url)presign?name=a&type=text/plain&size=999999999999" -Method Post -Headers @{ Origin = $origin } -SkipHttpErrorCheck).StatusCode | Should -Be 400
        $key, $url = (Invoke-WebRequest "$($page.Url)presign?name=../../a%20b.txt&type=text/plain&size=3" -Method Post -Headers @{ Origin = $origin }).Content -split "`n"
        $key | Should -Match '^uploads/[0-9a-f]{32}/a_b\.txt$'
        (Invoke-WebRequest $url -Method Put -Body 'longer' -ContentType text/plain -SkipHttpErrorCheck).StatusCode | Should -Be 403
        (Invoke-WebRequest $url -Method Put -Body 'abc' -ContentType text/html -SkipHttpErrorCheck).StatusCode | Should -Be 403
        (Invoke-WebRequest "$($page.Url)done?key=$key" -Method Post -Headers @{ Origin = $origin } -SkipHttpErrorCheck).StatusCode | Should -Be 400
    }

    It 'is refused by the browser where the page has another origin than the rules name' -Skip:(-not $browser) {
        $emulator = Start-R2Emulator cors-bucket
        try {
            Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://example.com'; AllowedMethods = 'PUT'; AllowedHeaders = 'content-type' }
            $url = (New-R2PresignedUrl k PUT -SignedHeader @{ 'content-type' = 'text/plain' }).Url
            $put = 'fetch("' + $url + '", { method: "PUT", body: "x", headers: { "Content-Type": "text/plain" } }).then(answer => answer.status, error => error.name)'
            $null = Send-Command $opened Page.setBypassCSP @{ enabled = $true } # the page's own policy would refuse first
            Show-Page $opened $page.Url
            Get-Value $opened $put | Should -Be TypeError
            Set-R2BucketCors -Rule @{ AllowedOrigins = $page.Url.TrimEnd('/'); AllowedMethods = 'PUT'; AllowedHeaders = 'content-type' }
            Get-Value $opened $put | Should -Be 200
            @($emulator.Requests | Where-Object Operation -EQ Preflight).Status | Should -Be 403, 204
        }
        finally {
            $null = Send-Command $opened Page.setBypassCSP @{ enabled = $false }
            $emulator | Stop-R2Emulator
        }
    }

    # The last: the script ends with its upload.
    It 'takes a file from a page of another origin into the bucket' -Skip:(-not $browser) {
        [IO.File]::WriteAllText("$TestDrive/holiday picture.png", 'not really a picture')
        $null = Send-Command $opened Page.navigate @{ url = 'about:blank' }
        Show-Page $opened $page.Url
        $document = Send-Command $opened DOM.getDocument
        $node = Send-Command $opened DOM.querySelector @{ nodeId = $document.root.nodeId; selector = '#file' }
        $null = Send-Command $opened DOM.setFileInputFiles @{ nodeId = $node.nodeId; files = @("$TestDrive/holiday picture.png") }
        $status = Get-Value $opened 'new Promise(told => {
            const status = document.getElementById("status");
            new MutationObserver(() => told(status.textContent)).observe(status, { childList: true });
            document.getElementById("upload").click(); })'
        Stop-Page $opened
        $status | Should -Match '^Uploaded holiday picture\.png: 20 bytes, ETag "[0-9a-f]{32}"$'
        $text = $page.Process.StandardOutput.ReadToEnd()
        $page.Process.WaitForExit()
        $page.Process.ExitCode | Should -Be 0
        $text | Should -Match '20 B image/png +uploads/'
    }
}
