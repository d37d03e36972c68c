BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $null = 'text' | Write-R2Object -Key "${prefix}note.txt"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'New-R2PresignedUrl' {
    It 'lets anybody read for a while, and sends nothing itself' {
        if ($at.Emulator) { $at.Emulator.Requests.Clear() }
        $url = New-R2PresignedUrl "${prefix}note.txt" -ExpiresIn 0:01:00
        if ($at.Emulator) { $at.Emulator.Requests.Count | Should -Be 0 }
        $url | Should -BeOfType R2.Models.R2PresignedUrl
        $url.Method | Should -Be GET
        ($url.Expires - [datetimeoffset]::UtcNow).TotalSeconds | Should -BeGreaterThan 30
        (Invoke-WebRequest $url.Url).Content | Should -Be text
    }

    It 'lets anybody write with the headers that were signed, and none without' {
        $url = New-R2PresignedUrl "${prefix}put.txt" PUT -SignedHeader @{ 'content-type' = 'text/csv' }
        { Invoke-WebRequest $url.Url -Method Put -Body 'a,b' -ContentType text/html } | Should -Throw
        $null = Invoke-WebRequest $url.Url -Method Put -Body 'a,b' -ContentType text/csv
        (Get-R2Object "${prefix}put.txt").ContentType | Should -Be text/csv
    }

    It 'gives a line for Invoke-WebRequest that works' {
        $url = New-R2PresignedUrl "${prefix}note.txt"
        Push-Location $TestDrive
        try { $null = Invoke-Expression $url.InvokeWebRequest } finally { Pop-Location }
        Get-Content "$TestDrive/note.txt" | Should -Be text
    }

    It 'gives a line for curl that works' -Skip:(-not (Get-Command curl -CommandType Application -ErrorAction Ignore) -or $IsWindows) {
        $url = New-R2PresignedUrl "${prefix}note.txt"
        & /bin/sh -c "cd '$TestDrive' && rm -f note.txt && $($url.Curl) --silent"
        Get-Content "$TestDrive/note.txt" | Should -Be text
    }

    It 'sets headers of the answer' {
        $url = New-R2PresignedUrl "${prefix}note.txt" -ResponseContentDisposition 'attachment; filename="x.txt"' -ResponseContentType text/csv
        $answer = Invoke-WebRequest $url.Url
        $answer.Headers['Content-Disposition'] | Should -Be 'attachment; filename="x.txt"'
        $answer.Headers['Content-Type'] | Should -Be text/csv
    }

    It 'makes one for each object of a list' {
        (Get-R2ObjectList -Prefix "${prefix}note" | New-R2PresignedUrl).Key | Should -Be "${prefix}note.txt"
    }

    It 'refuses a life of <_>' -ForEach '00:00:00', '8.00:00:00' {
        $found = Get-R2Error { New-R2PresignedUrl "${prefix}note.txt" -ExpiresIn $_ }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidExpiry,*'
        $found.ErrorDetails.RecommendedAction | Should -Match '7 days'
    }

    It 'shows what it is for, and keeps the signature out of its text' {
        $url = New-R2PresignedUrl "${prefix}note.txt"
        "$url" | Should -Not -Match Signature
        "$url" | Should -BeLike "GET $($at.Bucket)/${prefix}note.txt until *"
    }

    Context 'lines to paste' {
        BeforeDiscovery {
            $names = "it's [1].txt", "line`nend.txt", '-rf', '@file', 'back\slash.txt', '100% {a,b}.txt', '$(id) `whoami` !x.txt', "typographic $([char]0x2018)q$([char]0x2019) $([char]0x201c)d$([char]0x201d).txt",
                '~home', '# hash; & | x.txt', 'Größe 日本 🎉.txt', 'q?v=1#f', '#1 {x} [0-9].txt', '..', 'folder/', 'a/../.', 'a "b".txt', ('é' * 200), 'NUL.txt', "tab`tin"
        }

        BeforeAll {
            $sh = Get-Command bash, sh -CommandType Application -ErrorAction Ignore | Select-Object -First 1
            function New-Readable([string] $Key) {
                if (-not $Key.EndsWith('/')) { $null = 'in' | Write-R2Object -Key $Key }
                else { $null = Invoke-WebRequest (New-R2PresignedUrl $Key PUT).Url -Method Put -Body in }
            }
            function Invoke-Line([string] $Line, [string] $In, [switch] $Bash) {
                Push-Location -LiteralPath $In
                try {
                    if ($Bash) { $said = & $sh.Source -c $Line 2>&1; if ($LASTEXITCODE -ne 0) { throw "curl ended with ${LASTEXITCODE}: $said" } }
                    else { $null = Invoke-Expression $Line }
                }
                finally { Pop-Location }
            }
        }

        It 'read and write the object <_> in PowerShell' -ForEach $names {
            $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())"
            New-Readable "${prefix}lines/$_"
            Invoke-Line (New-R2PresignedUrl "${prefix}lines/$_").InvokeWebRequest $folder
            $file = Get-ChildItem $folder -Force
            Get-Content -LiteralPath $file.FullName -Raw | Should -Be in
            [IO.File]::WriteAllText($file.FullName, 'out')
            Invoke-Line (New-R2PresignedUrl "${prefix}lines/$_" PUT -SignedHeader @{ 'content-type' = "text/x-it's"; 'x-amz-meta-note' = " it's `"ü`" " }).InvokeWebRequest $folder
            Read-R2Object "${prefix}lines/$_" -AsString | Should -Be out
            (Get-R2Object "${prefix}lines/$_").Metadata['note'] | Should -BeExactly " it's `"ü`" "
        }

        It 'read and write the object <_> with curl' -ForEach $names -Skip:($IsWindows -or -not (Get-Command curl -CommandType Application -ErrorAction Ignore)) {
            $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())"
            New-Readable "${prefix}lines/$_"
            Invoke-Line (New-R2PresignedUrl "${prefix}lines/$_").Curl $folder -Bash
            $file = Get-ChildItem $folder -Force
            Get-Content -LiteralPath $file.FullName -Raw | Should -Be in
            [IO.File]::WriteAllText($file.FullName, 'out')
            Invoke-Line (New-R2PresignedUrl "${prefix}lines/$_" PUT -SignedHeader @{ 'content-type' = "text/x-it's"; 'x-amz-meta-note' = " it's `"ü`" " }).Curl $folder -Bash
            Read-R2Object "${prefix}lines/$_" -AsString | Should -Be out
            (Get-R2Object "${prefix}lines/$_").Metadata['note'] | Should -BeExactly " it's `"ü`" "
        }
    }

    It 'works with a wrong clock of this machine on a connection that has sent nothing yet' {
        Skip-OnR2 "needs the emulator's faults"
        $null = 'text' | Write-R2Object -Key "${prefix}note.txt"
        $at.Emulator.Faults.Add([R2.Emulator.Fault]::ClockOffset([timespan]::FromHours(3)))
        try {
            $fresh = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket
            $url = New-R2PresignedUrl "${prefix}note.txt" -ExpiresIn 5m -Connection $fresh -WarningVariable told
            (Invoke-WebRequest $url.Url).Content | Should -Be text
            $told | Should -BeNullOrEmpty
        }
        finally {
            $at.Emulator.Faults.Clear()
            $null = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket
        }
    }

    It 'warns once where the clock cannot be compared, and signs all the same' {
        Skip-OnR2 'connects elsewhere'
        $silent = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $at.Emulator.Credential -BucketName photos
        $null = Connect-R2 -Endpoint $at.Connection.Endpoint -Credential $at.Emulator.Credential -BucketName $at.Bucket
        $urls = 'a', 'b', 'c' | New-R2PresignedUrl -Connection $silent -WarningVariable told -WarningAction SilentlyContinue
        $urls.Count | Should -Be 3
        "$told" | Should -BeLike '*clock of this machine could not be compared*Test-R2Connection*'
        $told.Count | Should -Be 1
    }

    It 'takes a lifetime as people write it: <Given>' -ForEach @(
        @{ Given = 3600; Seconds = 3600 }, @{ Given = '3600'; Seconds = 3600 }, @{ Given = '90s'; Seconds = 90 }, @{ Given = '15m'; Seconds = 900 }, @{ Given = '2h'; Seconds = 7200 }
        @{ Given = '7d'; Seconds = 604800 }, @{ Given = '1h30m'; Seconds = 5400 }, @{ Given = '0:05:00'; Seconds = 300 }, @{ Given = [timespan]'1:00:00'; Seconds = 3600 }
    ) {
        $url = New-R2PresignedUrl "${prefix}note.txt" -ExpiresIn $Given
        $url.Url | Should -BeLike "*X-Amz-Expires=$Seconds&*"
        (Invoke-Expression "New-R2PresignedUrl x -ExpiresIn $Given").Url | Should -BeLike "*X-Amz-Expires=$Seconds&*"
        ((New-R2TemporaryCredential -BucketName $at.Bucket -AccountId ('0' * 32) -Lifetime $Given).Expires - [datetimeoffset]::UtcNow).TotalSeconds | Should -BeGreaterThan ($Seconds - 60)
    }

    It 'shows the same in every culture' {
        $before = [cultureinfo]::CurrentCulture
        $url = New-R2PresignedUrl "${prefix}note.txt"
        try {
            [cultureinfo]::CurrentCulture = 'th-TH'
            $url | Format-List | Out-String | Should -Match "Expires +: $($url.Expires.LocalDateTime.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture))"
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }
}
