# What may be piped in, and what may not, over all cmdlets that take keys, prefixes or buckets: a row is taken for what it is, and never for something wider.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    $takesKeys = @(
        @{ Name = 'Get-R2Object'; Command = { $input | Get-R2Object } }
        @{ Name = 'Test-R2Object'; Command = { $input | Test-R2Object } }
        @{ Name = 'Read-R2Object'; Command = { $input | Read-R2Object -AsString } }
        @{ Name = 'Read-R2Object -Path'; Command = { $input | Read-R2Object -Path TestDrive:/down } }
        @{ Name = 'Remove-R2Object'; Command = { $input | Remove-R2Object -Confirm:$false -PassThru } }
        @{ Name = 'Copy-R2Object'; Command = { $input | Copy-R2Object -DestinationKey { "copy/$([guid]::NewGuid())" } } }
        @{ Name = 'Move-R2Object'; Command = { $input | Move-R2Object -DestinationKey { "move/$([guid]::NewGuid())" } } }
        @{ Name = 'Set-R2ObjectMetadata'; Command = { $input | Set-R2ObjectMetadata -CacheControl no-store } }
        @{ Name = 'New-R2PresignedUrl'; Command = { $input | New-R2PresignedUrl } }
        @{ Name = 'Start-R2MultipartUpload'; Command = { $input | Start-R2MultipartUpload -WhatIf } }
    )
    $rows = @(
        @{ Row = 'a process'; Make = { Get-Process -Id $PID } }
        @{ Row = 'a file'; Make = { Get-Item $PSCommandPath } }
        @{ Row = 'a bucket'; Make = { Get-R2Bucket inputs } }
        @{ Row = 'a number'; Make = { 7 } }
        @{ Row = 'a hashtable'; Make = { @{ Key = 'top' } } }
        @{ Row = 'a prefix'; Make = { Get-R2ObjectList -Delimiter / | Where-Object Prefix } }
        @{ Row = 'a prefix from CSV'; Make = { Get-R2ObjectList -Delimiter / | Where-Object Prefix | ConvertTo-Csv | ConvertFrom-Csv } }
        @{ Row = 'a prefix from JSON'; Make = { Get-R2ObjectList -Delimiter / | Where-Object Prefix | ConvertTo-Json | ConvertFrom-Json } }
        @{ Row = 'a CSV row without a column Key'; Make = { 'BucketName,Name', 'inputs,top' | ConvertFrom-Csv } }
        @{ Row = 'a CSV row whose Key is empty'; Make = { 'BucketName,Key', 'inputs,' | ConvertFrom-Csv } }
        @{ Row = 'a key that became a date'; Make = { '{"BucketName":"inputs","Key":"2026-01-02T03:04:05Z"}' | ConvertFrom-Json } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $kept = Hide-Setting
    $emulator = Start-R2Emulator inputs, other
    $null = 'dl/a/1', 'dl/a/2', 'top' | ForEach-Object { 'text' | Write-R2Object -Key $_ }
    $null = 'other' | Write-R2Object -BucketName other -Key top
    function Get-Inventory { (Get-R2ObjectList inputs).Key + (Get-R2ObjectList other).Key -join ' ' }
}

AfterAll {
    $emulator | Stop-R2Emulator
    Restore-Setting $kept
}

Describe 'Keys' {
    Context '<Name>' -ForEach $takesKeys {
        It 'refuses <Row>, alone' -ForEach $rows {
            $row = @(& $Make)[0]
            $found = @(Get-R2Error { , $row | & $Command })
            $found.Count | Should -Be 1
            $found[0].FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
            $found[0].TargetObject | Should -Be $row
            $found[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
        }

        It 'refuses $null and what is no text as an argument' {
            $cmdlet = $Name -replace ' .*'
            $more = $cmdlet -eq 'Set-R2ObjectMetadata' ? @{ CacheControl = 'no-store' } : @{}
            foreach ($key in $null, (Get-Process -Id $PID), [datetime]::Now, $true) {
                $found = @(Get-R2Error { & $cmdlet -Key $key @more })
                $found.Count | Should -Be 1
                "$($found[0].FullyQualifiedErrorId)" | Should -BeLike 'R2.InputObjectNotBound,*'
            }
            Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
        }
    }

    It 'come from text, numbers that were typed, and any object with a Key, whatever the case of the property' {
        $null = 'n' | Write-R2Object -Key 007
        (Get-R2Object 007).Key | Should -Be 007
        ([pscustomobject]@{ kEY = 'top' } | Get-R2Object).Key | Should -Be top
        (, @('top', '007') | Get-R2Object -ThrottleLimit 1).Key | Should -Be top, 007
        Remove-R2Object 007 -Confirm:$false
    }

    It 'go on after a row that is refused' {
        $found = @(1, 'top', (Get-Process -Id $PID), 'dl/a/1' | Get-R2Object -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Key | Should -Be top, dl/a/1
        $failed.Count | Should -Be 2
    }

    It 'come from a script block whatever is piped in' {
        (Get-Item $PSCommandPath | Get-R2Object -Key { 'top' }).Key | Should -Be top
        (Get-R2Error { 1 | Get-R2Object -Key { $null } }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
    }

    It 'are not named twice, but a row may say the bucket of a key' {
        (Get-R2Error { Get-R2ObjectList | Remove-R2Object -Key none -Confirm:$false }).Count | Should -Be 3
        (Get-R2Error { 'a' | Get-R2Object -Key top }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        (Get-R2Bucket | Get-R2Object -Key top -ThrottleLimit 1).BucketName | Should -Be inputs, other
    }

    It 'mean what is in the bucket of their row, whatever bucket is named or a default' {
        foreach ($line in { Get-R2ObjectList other -Prefix top | Remove-R2Object -BucketName inputs -Confirm:$false },
            { $PSDefaultParameterValues = @{ '*-R2Object:BucketName' = 'inputs' }; Get-R2ObjectList other -Prefix top | Remove-R2Object -Confirm:$false },
            { Get-R2Bucket other | Get-R2ObjectList -BucketName inputs | Remove-R2Object -Confirm:$false }) {
            (Get-R2Error $line).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        }
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
        (Get-R2ObjectList other -Prefix top | ForEach-Object Key | Get-R2Object -BucketName inputs).BucketName | Should -Be inputs
        (Get-R2ObjectList other -Prefix top | Get-R2Object -BucketName inputs -Key { $_.Key }).BucketName | Should -Be inputs
    }

    It 'say for a prefix what lists it' {
        (Get-R2Error { Get-R2ObjectList -Prefix dl/ -Delimiter / | Remove-R2Object -Confirm:$false }).Exception.Message |
            Should -BeLike '*a prefix, not an object: Get-R2ObjectList -BucketName inputs -Prefix dl/a/.'
    }

    It 'are not those of unfinished uploads' {
        $upload = Start-R2MultipartUpload top
        $found = Get-R2Error { Get-R2MultipartUpload | Remove-R2Object -Confirm:$false }
        $found.Exception.Message | Should -BeLike '*an unfinished upload*Stop-R2MultipartUpload*'
        $upload | Stop-R2MultipartUpload -Confirm:$false
        Test-R2Object top | Should -BeTrue
    }
}

Describe 'Rows that were kept' {
    It 'remove the same objects, of the same bucket, after <_>' -ForEach CSV, JSON, CliXml, Select-Object {
        $null = 'a', 'b' | ForEach-Object { 'x' | Write-R2Object -BucketName other -Key "kept/$_" }
        $rows = Get-R2ObjectList other -Prefix kept/
        $rows = switch ($_) {
            CSV { $rows | Export-Csv TestDrive:/rows.csv; Import-Csv TestDrive:/rows.csv }
            JSON { $rows | ConvertTo-Json | ConvertFrom-Json }
            CliXml { $rows | Export-Clixml TestDrive:/rows.xml; Import-Clixml TestDrive:/rows.xml }
            default { $rows | Select-Object BucketName, Key }
        }
        $rows | Remove-R2Object -Confirm:$false
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
    }

    It 'are counted by what they say, after <_>' -ForEach CSV, JSON, CliXml {
        $before = $emulator.Requests.Count
        $rows = Get-R2ObjectList -Prefix dl/
        $rows = switch ($_) { CSV { $rows | ConvertTo-Csv | ConvertFrom-Csv } JSON { $rows | ConvertTo-Json | ConvertFrom-Json } CliXml { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($rows)) } }
        $measure = $rows | Measure-R2Object
        $measure.Count, $measure.Size, $measure.BucketName | Should -Be 2, 8, inputs
        [Math]::Abs(($measure.Newest - [DateTimeOffset]::UtcNow).TotalMinutes) | Should -BeLessThan 10
        $emulator.Requests.Count | Should -Be ($before + 1)
    }

    It 'are not counted without a size, and never as their bucket' {
        $found = @(Get-R2Error { 'BucketName,Key', 'inputs,top' | ConvertFrom-Csv | Measure-R2Object })
        $found.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
    }

    It 'list what prefixes stand for after CSV, and nothing where neither key nor prefix is there' {
        (Get-R2ObjectList -Delimiter / | Where-Object Prefix | ConvertTo-Csv | ConvertFrom-Csv | Get-R2ObjectList).Key | Should -Be dl/a/1, dl/a/2
        (Get-R2Error { 'BucketName,Prefix', 'inputs,' | ConvertFrom-Csv | Get-R2ObjectList }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
    }
}

Describe 'A filter that is given and empty' {
    It 'is refused, since it would mean everything: <_>' -ForEach @(
        'Get-R2ObjectList -Prefix $unset', "Get-R2ObjectList -Prefix ''", 'Measure-R2Object -Prefix $unset', "Measure-R2Object -Prefix ''",
        'Get-R2MultipartUpload -Prefix $unset', "Get-R2MultipartUpload -Prefix ''", "Get-R2ObjectList -Include ''", 'Get-R2ObjectList -Exclude $unset',
        'Get-R2ObjectList -Delimiter $unset', "Get-R2ObjectList -StartAfter ''", 'New-R2TemporaryCredential -Prefix $unset', "New-R2TemporaryCredential -Prefix ''",
        'New-R2TemporaryCredential -Key $unset', "New-R2TemporaryCredential -Key ''"
    ) {
        $unset = $null
        $output = $null
        $found = @(Get-R2Error { $script:output = & ([scriptblock]::Create($_)) })
        $found.Count | Should -Be 1
        $script:output | Should -BeNullOrEmpty
    }

    It 'removes nothing' {
        Get-R2ObjectList -Prefix $unset -ErrorAction SilentlyContinue | Remove-R2Object -Confirm:$false
        Get-Inventory | Should -Be 'dl/a/1 dl/a/2 top top'
    }
}

Describe 'What is emitted' {
    BeforeAll {
        $null = 'x' | Write-R2Object -Key meta -Metadata @{ author = 'me' }
    }

    AfterAll {
        Remove-R2Object meta -Confirm:$false
    }

    It 'has the same properties for objects and prefixes, also in strict mode' {
        Set-StrictMode -Version Latest
        $rows = Get-R2ObjectList -Delimiter /
        @($rows | ForEach-Object { $_.PSObject.Properties.Name -join ',' } | Sort-Object -Unique).Count | Should -Be 1
        ($rows | ForEach-Object { $_.Prefix ?? $_.Key }) | Should -Be dl/, meta, top
        ($rows | Where-Object { $_.Size -gt 0 }).Key | Should -Be meta, top
        $Error.Clear()
        $rows | Out-String | Should -Not -BeNullOrEmpty
        $Error.Count | Should -Be 0
        (Get-R2Object meta).Metadata['none'] | Should -BeNullOrEmpty
    }

    It 'has columns of its own alone in CSV, with text of what it holds' {
        $row = Get-R2Object meta | ConvertTo-Csv | ConvertFrom-Csv
        $row.PSObject.Properties.Name | Should -Not -Contain Name
        $row.PSObject.Properties.Name[0, 1] | Should -Be BucketName, Key
        $row.Metadata, $row.Checksums | Should -Be 'author=me', 'CRC32C qTxfkw=='
        (Get-R2ObjectList), (Get-R2Bucket), (Measure-R2Object) | ForEach-Object { ($_ | ConvertTo-Csv) -match 'System\.|R2\.Models' } | Should -BeNullOrEmpty
        (Get-R2ObjectList -Prefix top).Name, (Get-R2ObjectList -Prefix top).Length | Should -Be top, 4
    }

    It 'shows when it was written after CliXml, and adds no error' {
        $rows = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize(@(Get-R2ObjectList -Delimiter /)))
        $Error.Clear()
        $rows | Out-String | Should -Be (Get-R2ObjectList -Delimiter / | Out-String)
        $Error.Count | Should -Be 0
    }

    It 'does not stand for all parts of an upload, where one was kept' {
        $upload = Start-R2MultipartUpload kept.bin
        $part = $upload | Write-R2MultipartPart -PartNumber 1 -InputObject abc
        foreach ($kept in ($part | ConvertTo-Json | ConvertFrom-Json), ($part | Select-Object @{ n = 'Key'; e = { 'kept.bin' } }, @{ n = 'UploadId'; e = { $upload.UploadId } }, PartNumber, ETag)) {
            (Get-R2Error { $kept | Complete-R2MultipartUpload -Key kept.bin -UploadId $upload.UploadId }).FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
            (Get-R2Error { $kept | Complete-R2MultipartUpload }).Count | Should -Be 1
        }
        Test-R2Object kept.bin | Should -BeFalse
        ($upload | ConvertTo-Json | ConvertFrom-Json | Complete-R2MultipartUpload).Key | Should -Be kept.bin
        Remove-R2Object kept.bin -Confirm:$false
    }

    It 'says of a connection from another process what to use instead' {
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-R2Connection)))
        { Get-R2ObjectList -Connection $back } | Should -Throw '*Start-ThreadJob*'
        (Get-R2Connection | Start-ThreadJob { Import-Module $using:manifest; $input | ForEach-Object { @(Get-R2ObjectList -Connection $_).Count } } | Receive-Job -Wait) | Should -Be 4
    }

    It 'is removed whatever the key holds, and nothing else with it' {
        $keys = "a`nb", "a`rb", "a`r`nb", "c$([char]1)d", "e$([char]0x1b)f", 'x&<y>', "g$([char]0xfffe)h"
        $keys | ForEach-Object { $null = 'x' | Write-R2Object -BucketName other -Key "odd/$_" }
        $rows = Get-R2ObjectList other -Prefix odd/
        @($rows.Key | Where-Object { $keys -ccontains $_.Substring(4) }).Count | Should -Be 7
        @($rows | Remove-R2Object -Confirm:$false -PassThru).Count | Should -Be 7
        Get-R2ObjectList other -Prefix odd/ | Should -BeNullOrEmpty
    }

    It 'goes through every command under odd but legal keys: <_>' -ForEach '2026/1//x', '/lead', 'a+b%20c', 'etc/c++', 'Größe 100%.pdf', 'q?v=1#f', 'emoji🎉', 'trail ', 'back\slash', "~!*'()" {
        $null = $_ | Write-R2Object -BucketName other -Key $_
        $null = Copy-R2Object -BucketName other $_ "copy/$_"
        $null = Move-R2Object -BucketName other "copy/$_" "moved/$_"
        Read-R2Object -BucketName other "moved/$_" -AsString | Should -BeExactly $_
        (Get-R2ObjectList other).Key -ccontains "moved/$_" | Should -BeTrue
        $_, "moved/$_" | Remove-R2Object -BucketName other -Confirm:$false
    }
}

Describe 'Patterns where none are taken' {
    It 'are told of: a prefix, a key to remove, a key to read' {
        Get-R2ObjectList -Prefix '*.txt' -WarningAction SilentlyContinue -WarningVariable told
        "$told" | Should -BeLike "*-Include '``*.txt'*"
        Get-R2ObjectList -Prefix none -WarningVariable told
        $told | Should -BeNullOrEmpty
        Remove-R2Object 'dl/*' -Confirm:$false -WarningAction SilentlyContinue -WarningVariable told
        "$told" | Should -BeLike "*-Include 'dl/``*' | Remove-R2Object*"
        (Get-R2Error { Read-R2Object 'dl/*' -AsString }).ErrorDetails.RecommendedAction | Should -BeLike "*-Include 'dl/``*'*"
    }

    It 'are not told of where a key that holds them comes from a list' {
        $null = 'x' | Write-R2Object -Key 'st*r'
        Get-R2ObjectList -Prefix st | Remove-R2Object -Confirm:$false -WarningVariable told
        $told | Should -BeNullOrEmpty
        Test-R2Object 'st*r' | Should -BeFalse
    }
}
