# What a person gets who saves what the commands emit: CSV and JSON that read like a table.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    # With the properties that no file should have, because they are secrets or .NET's own objects: they are bound by name.
    $emitted = @(
        @{ Command = 'Get-R2ObjectList'; First = 'BucketName' }
        @{ Command = 'Get-R2ObjectList -Delimiter /'; First = 'BucketName' }
        @{ Command = 'Get-R2Object docs/a.txt'; First = 'BucketName' }
        @{ Command = "'x' | Write-R2Object -Key written"; First = 'BucketName' }
        @{ Command = 'Copy-R2Object docs/a.txt copied'; First = 'BucketName' }
        @{ Command = "'x' | Write-R2Object -Key gone | Remove-R2Object -Confirm:`$false -PassThru"; First = 'BucketName' }
        @{ Command = 'Test-R2Object docs/a.txt, none -Detailed'; First = 'BucketName' }
        @{ Command = 'Measure-R2Object -Delimiter /'; First = 'BucketName' }
        @{ Command = '(Measure-R2Object).StorageClasses'; First = 'StorageClass' }
        @{ Command = 'Get-R2Bucket'; First = 'BucketName' }
        @{ Command = 'Get-R2BucketCors'; First = 'BucketName' }
        @{ Command = 'Get-R2BucketLifecycle'; First = 'BucketName' }
        @{ Command = 'Get-R2MultipartUpload'; First = 'BucketName' }
        @{ Command = 'Get-R2MultipartUpload | Get-R2MultipartPart'; First = 'PartNumber' }
        @{ Command = 'New-R2PresignedUrl docs/a.txt'; First = 'Url' }
        @{ Command = 'Get-R2Connection'; First = 'AccountId' }
        @{ Command = '(Get-R2Connection).Settings'; First = 'Name' }
        @{ Command = 'Test-R2Connection'; First = 'Name' }
        @{ Command = 'Get-R2Metric'; First = 'Requests' }
        @{ Command = '(Get-R2Metric).Operations'; First = 'Operation' }
        @{ Command = 'New-R2TemporaryCredential ObjectReadOnly -Prefix docs/'; First = 'AccessKeyId'; Without = 'SecretAccessKey', 'SessionToken', 'Credential' }
    )
}

Describe 'What is saved' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $kept = Hide-Setting
        $null = Start-R2Emulator export-bucket
        $null = 'docs/a.txt', 'top.bin' | ForEach-Object { 'text' | Write-R2Object -Key $_ -Metadata @{ author = 'me'; tier = '2' } }
        $null = Start-R2MultipartUpload docs/large.bin | ForEach-Object { Write-R2MultipartPart -Key $_.Key -UploadId $_.UploadId -PartNumber 1 -InputObject 'part' }
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://example.com', 'https://example.org'; AllowedMethods = 'GET', 'PUT' }
        Set-R2BucketLifecycle -Rule @{ Prefix = 'tmp/'; ExpirationDays = 7; AbortMultipartDays = 1 }
    }

    AfterAll {
        Stop-R2Emulator
        Restore-Setting $kept
    }

    It 'of <Command> is a table in CSV, without names of types, and begins with <First>' -ForEach $emitted {
        $rows = Invoke-Expression $Command | Select-Object -ExcludeProperty $Without -Property * | ConvertTo-Csv
        $rows[0] | Should -BeLike "`"$First`",*"
        $rows | ForEach-Object { $_ | Should -Not -Match '\b(System|R2)\.[A-Z]|`\d|\[\]' }
    }

    It 'of <Command> is short in JSON: no duration in fifteen lines, no algorithm as a number' -ForEach $emitted {
        $json = Invoke-Expression $Command | Select-Object -ExcludeProperty $Without -Property * | ConvertTo-Json -Depth 5
        $json | Should -Not -Match '"Ticks"|"TotalSeconds"|"Algorithm": \d'
        Invoke-Expression $Command | ForEach-Object { $null = $_ | ConvertTo-Json -Depth 3 -WarningAction Stop }
    }

    It 'has durations and checksums as text that can be read again' {
        $written = 'x' | Write-R2Object -Key again
        $back = $written | ConvertTo-Json | ConvertFrom-Json
        [timespan]$back.Duration | Should -Be $written.GetDuration()
        $back.Checksum.Algorithm, $back.Checksum.Value | Should -Be CRC32C, $written.Checksum.Value
        ($written | ConvertTo-Csv | ConvertFrom-Csv).Checksum | Should -Be "CRC32C $($written.Checksum.Value)"
        (Get-R2Object docs/a.txt | ConvertTo-Csv | ConvertFrom-Csv).Metadata | Should -Match 'author=me'
    }

    It 'has no alias as a column, and keeps the aliases for those who type them' {
        $url = New-R2PresignedUrl docs/a.txt
        ($url | ConvertTo-Csv)[0] | Should -Not -Match 'Curl|InvokeWebRequest'
        $url.Curl | Should -BeLike 'curl *'
        $url.InvokeWebRequest | Should -BeLike 'Invoke-WebRequest *'
        (Get-R2ObjectList | ConvertTo-Csv)[0] | Should -Not -Match '"Name"|"Length"'
    }

    It 'comes back from CliXml with its time' {
        Get-R2ObjectList | Export-Clixml "$TestDrive/list.xml"
        $Error.Clear()
        Import-Clixml "$TestDrive/list.xml" | Out-String -Width 80 | Should -Match '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +4 B'
        $Error.Count | Should -Be 0
    }

    It 'fills no $Error under StrictMode' {
        $Error.Clear()
        & { Set-StrictMode -Version Latest; Get-R2ObjectList -Delimiter / | Out-String; Get-R2ObjectList -Delimiter / | ForEach-Object { $_.LastModified; $_.Key } }
        $Error.Count | Should -Be 0
    }
}

Describe 'Times of operations' {
    It 'are exact: of one request mean, median and 99th percentile are the same' {
        . (Join-Path $PSScriptRoot Import.ps1)
        $run = Invoke-CleanProcess {
            param($manifest)
            Import-Module $manifest
            $null = Start-R2Emulator once
            $null = Get-R2ObjectList
            (Get-R2Metric).Operations | ForEach-Object { $_.Operation, ($_.MeanMilliseconds -gt 0), ($_.MedianMilliseconds -eq $_.MeanMilliseconds), ($_.P99Milliseconds -eq $_.MeanMilliseconds) }
        } -ArgumentList $manifest
        $run.Output | Should -Be ListObjectsV2, True, True, True
    }
}
