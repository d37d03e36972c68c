# What is stored beside the bytes: metadata, headers, media type and charset.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $null = New-Item -ItemType Directory "$TestDrive/files"
    'one' | Set-Content -NoNewline "$TestDrive/files/one.txt"
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Write-R2Object, headers' {
    It 'stores headers, metadata and storage class' {
        $null = 'x' | Write-R2Object -Key "${prefix}rich" -ContentDisposition inline -Metadata @{ mode = '644' } -StorageClass STANDARD_IA
        $info = Get-R2Object "${prefix}rich"
        $info.ContentDisposition, $info.Metadata['mode'], $info.StorageClass | Should -Be inline, 644, STANDARD_IA
    }

    It 'stores metadata that reads back equal: [<_>]' -ForEach @(
        'annual  report', 'ABC ', ' ABC', "tab`tin", "line`nend", '{"a":  1}', 'Grüße 日本', '=?utf-8?Q?raw?=', '=?utf-8?B?w7w=?=', ''
    ) {
        $null = 'x' | Write-R2Object -Key "${prefix}meta" -Metadata @{ note = $_ }
        (Get-R2Object "${prefix}meta").Metadata['note'] | Should -BeExactly $_
        $null = Copy-R2Object "${prefix}meta" "${prefix}meta2" -Metadata @{ note = $_ }
        (Set-R2ObjectMetadata "${prefix}meta2" -Metadata @{ other = $_ }).Metadata['note'] | Should -BeExactly $_
        (Get-R2Object "${prefix}meta2").Metadata['other'] | Should -BeExactly $_
    }

    It 'writes numbers and dates of metadata alike in culture <_>' -ForEach '', 'de-DE', 'th-TH', 'ar-SA' {
        $before = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $_
        try {
            $null = 'x' | Write-R2Object -Key "${prefix}dates" -Metadata @{
                ratio = 1.5; count = 1000000; price = 12.30d; ok = $true; day = [DayOfWeek]::Friday; id = [guid]::Empty
                utc = [datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); at = [datetimeoffset]::new(2026, 1, 2, 3, 4, 5, [timespan]'2:00')
                date = [DateOnly]::new(2026, 1, 2); time = [TimeOnly]::new(3, 4, 5); long = [timespan]'1:30:00'; local = [datetime]::new(2026, 1, 2, 3, 4, 5)
            }
        }
        finally { [cultureinfo]::CurrentCulture = $before }
        $stored = (Get-R2Object "${prefix}dates").Metadata
        'ratio', 'count', 'price', 'ok', 'day', 'id', 'utc', 'at', 'date', 'time', 'long' | ForEach-Object { $stored[$_] } | Should -Be @(
            '1.5', '1000000', '12.30', 'True', 'Friday', [guid]::Empty.ToString(), '2026-01-02T03:04:05.0000000Z', '2026-01-02T03:04:05.0000000+02:00'
            '2026-01-02', '03:04:05.0000000', 'PT1H30M')
        $stored['local'] | Should -Match '^2026-01-02T03:04:05\.0000000[+-]\d\d:\d\d$'
        [datetimeoffset]::Parse($stored['local'], [cultureinfo]::InvariantCulture).LocalDateTime | Should -Be ([datetime]::new(2026, 1, 2, 3, 4, 5))
    }

    It 'refuses metadata that is not one text, and names it: <Name>' -ForEach @(
        @{ Name = 'tags'; Value = 'a', 'b'; Said = 'list' }
        @{ Name = 'owner'; Value = @{ name = 'me' }; Said = 'hashtable' }
        @{ Name = 'thing'; Value = [pscustomobject]@{ a = 1 }; Said = 'object' }
        @{ Name = 'file'; Value = [IO.FileInfo]'x'; Said = 'object' }
        @{ Name = 'script'; Value = { 1 }; Said = 'object' }
        @{ Name = 'nothing'; Value = $null; Said = '$null' }
        @{ Name = 'half'; Value = "x$([char]0xd83c)"; Said = 'surrogate' }
        @{ Name = 'na me'; Value = 'x'; Said = 'not valid' }
    ) {
        $found = @(Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" -Metadata @{ $Name = $Value; good = 'x' } })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        "$($found[0])" | Should -BeLike "*'$Name'*"
        "$($found[0])".Contains($Said) | Should -BeTrue
        "$($found[0])" | Should -Not -Match 'System\.'
        Test-R2Object "${prefix}refused" | Should -BeFalse
    }

    It 'refuses metadata whose names differ in case alone' {
        $both = [hashtable]::new([StringComparer]::Ordinal)
        $both['Note'] = 1; $both['note'] = 2
        (Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" -Metadata $both }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        (Get-R2Error { Start-R2MultipartUpload "${prefix}refused" -Metadata $both }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidMetadata,*'
        Get-R2MultipartUpload -Prefix "${prefix}refused" | Should -BeNullOrEmpty
    }

    It 'stores a download name of any script as RFC 6266 has it' {
        $null = 'x' | Write-R2Object -Key "${prefix}named" -ContentDisposition 'attachment; filename="Übersicht–2026.pdf"'
        (Get-R2Object "${prefix}named").ContentDisposition | Should -Be "attachment; filename=`"_bersicht_2026.pdf`"; filename*=UTF-8''%C3%9Cbersicht%E2%80%932026.pdf"
        (Invoke-WebRequest (New-R2PresignedUrl "${prefix}named" -ResponseContentDisposition 'inline; filename=ü').Url).Headers['Content-Disposition'] |
            Should -Be "inline; filename=`"_`"; filename*=UTF-8''%C3%BC"
    }

    It 'refuses a header that holds what no header can: <Name>' -ForEach @(
        @{ Name = 'ContentLanguage'; Value = 'Österreichisch' }, @{ Name = 'CacheControl'; Value = "no-store`r`nX: y" }, @{ Name = 'ContentType'; Value = "text/plain`0" }
    ) {
        $with = @{ $Name = $Value }
        $found = Get-R2Error { 'x' | Write-R2Object -Key "${prefix}refused" @with }
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        Test-R2Object "${prefix}refused" | Should -BeFalse
        $with = @{ "Response$Name" = $Value }
        (Get-R2Error { New-R2PresignedUrl "${prefix}refused" @with }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
    }

    It 'encodes text as told, says so in the media type, and reads it back: <Name>' -ForEach @(
        @{ Name = 'utf8'; Charset = 'utf-8'; Size = 7 }, @{ Name = 'utf8NoBOM'; Charset = 'utf-8'; Size = 7 }, @{ Name = 'utf8BOM'; Charset = 'utf-8'; Size = 10 }
        @{ Name = 'unicode'; Charset = 'utf-16'; Size = 14 }, @{ Name = 'bigendianunicode'; Charset = 'utf-16BE'; Size = 14 }, @{ Name = 'utf32'; Charset = 'utf-32'; Size = 28 }
        @{ Name = 'latin1'; Charset = 'iso-8859-1'; Size = 6 }, @{ Name = 'windows-1252'; Charset = 'windows-1252'; Size = 6 }, @{ Name = 1252; Charset = 'windows-1252'; Size = 6 }
    ) {
        ('aü b', 'x' | Write-R2Object -Key "${prefix}encoded.txt" -Encoding $Name).Size | Should -Be $Size
        (Get-R2Object "${prefix}encoded.txt").ContentType | Should -Be "text/plain; charset=$Charset"
        Read-R2Object "${prefix}encoded.txt" -AsString | Should -BeExactly "aü b`nx"
        $null = 'ü' | Write-R2Object -Key "${prefix}encoded.csv" -Encoding $Name -ContentType text/csv
        (Get-R2Object "${prefix}encoded.csv").ContentType | Should -Be "text/csv; charset=$Charset"
    }

    It 'refuses text that the encoding cannot write, and stores nothing: <Why>' -ForEach @(
        @{ Why = 'piped'; Text = 'ü'; With = @{ Encoding = 'ascii' } }, @{ Why = 'the third piece'; Text = 'a', 'b', '€'; With = @{ Encoding = 'latin1' } }
        @{ Why = 'half a surrogate pair'; Text = "x$([char]0xd83c)"; With = @{} }, @{ Why = 'after much'; Text = @('a' * 400000) * 4 + '€'; With = @{ Encoding = 'latin1' } }
    ) {
        $found = @(Get-R2Error { $Text | Write-R2Object -Key "${prefix}unencodable" @With })
        $found.Count | Should -Be 1
        $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnencodableText,*'
        if ($Why -notin 'the third piece', 'after much') {
            $found = @(Get-R2Error { Write-R2Object -Key "${prefix}unencodable" -InputObject $Text @With })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.UnencodableText,*'
        }
        Test-R2Object "${prefix}unencodable" | Should -BeFalse
    }

    It 'gives text that it encodes its charset, whatever the extension: <Key>' -ForEach @(
        @{ Key = 's2.txt'; Type = 'text/plain; charset=utf-8' }, @{ Key = 's1.html'; Type = 'text/html; charset=utf-8' }, @{ Key = 'S.CSS'; Type = 'text/css; charset=utf-8' }
        @{ Key = 'none'; Type = 'text/plain; charset=utf-8' }, @{ Key = 'x.json'; Type = 'application/json' }
    ) {
        $null = 'ü' | Write-R2Object -Key "${prefix}$Key"
        (Get-R2Object "${prefix}$Key").ContentType | Should -Be $Type
    }

    It 'takes the media type from the key, and from the file where the key tells nothing' {
        (Get-R2Object (Write-R2Object "$TestDrive/files/one.txt" -Key "${prefix}a.html").Key).ContentType | Should -Be text/html
        (Get-R2Object (Write-R2Object "$TestDrive/files/one.txt" -Key "${prefix}a").Key).ContentType | Should -Be text/plain
        $made = Get-Item "$TestDrive/files/one.txt" | Write-R2Object -Key { "${prefix}$($_.BaseName).css" }
        (Get-R2Object $made.Key).ContentType | Should -Be text/css
        $upload = Start-R2MultipartUpload "${prefix}parts.html"
        $null = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject x
        $null = $upload | Complete-R2MultipartUpload
        (Get-R2Object "${prefix}parts.html").ContentType | Should -Be text/html
        $null = Copy-R2Object "${prefix}parts.html" "${prefix}parts.css" -Metadata @{ a = 1 }
        (Get-R2Object "${prefix}parts.css").ContentType | Should -Be text/css
        $null = Copy-R2Object "${prefix}parts.html" "${prefix}same.css"
        (Get-R2Object "${prefix}same.css").ContentType | Should -Be text/html
    }

    It 'signs, dates and types alike in culture <_>' -ForEach 'th-TH', 'ar-SA', 'fa-IR', 'tr-TR', 'de-DE' {
        $before = [cultureinfo]::CurrentCulture, [cultureinfo]::DefaultThreadCurrentCulture
        [cultureinfo]::CurrentCulture = $_; [cultureinfo]::DefaultThreadCurrentCulture = $_
        try {
            $null = 'x' | Write-R2Object -Key "${prefix}TITLE/INDEX.HTML" -Expires '2027-02-01T03:04:05Z'
            $stored = Get-R2Object "${prefix}TITLE/INDEX.HTML"
            $read = (Invoke-WebRequest (New-R2PresignedUrl $stored.Key -ExpiresIn 0:05:00).Url).Content
        }
        finally { [cultureinfo]::CurrentCulture, [cultureinfo]::DefaultThreadCurrentCulture = $before }
        $stored.ContentType, $stored.Expires, $read | Should -Be 'text/html; charset=utf-8', 'Mon, 01 Feb 2027 03:04:05 GMT', 'x'
    }
}
