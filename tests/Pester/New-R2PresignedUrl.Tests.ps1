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
}
