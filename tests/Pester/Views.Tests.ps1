# What a person sees, in an 80-column terminal.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    $shown = @(
        @{ Command = 'Get-R2Connection' }
        @{ Command = 'Get-R2Bucket' }
        @{ Command = 'Get-R2ObjectList' }
        @{ Command = 'Get-R2Object docs/a.txt' }
        @{ Command = "'x' | Write-R2Object -Key written" }
        @{ Command = "'x' | Write-R2Object -Key gone | Remove-R2Object -Confirm:`$false -PassThru" }
        @{ Command = 'Get-R2MultipartUpload' }
        @{ Command = 'Get-R2MultipartUpload | Get-R2MultipartPart' }
        @{ Command = 'New-R2PresignedUrl docs/a.txt | Format-Table' }
        @{ Command = 'Get-R2BucketCors | Format-Table' }
        @{ Command = 'Get-R2BucketLifecycle | Format-Table' }
        @{ Command = 'Measure-R2Object | Format-Table' }
        @{ Command = 'Measure-R2Object -Delimiter / | Format-Table' }
        @{ Command = '(Measure-R2Object).StorageClasses | Format-Table' }
        @{ Command = '$emulator | Format-Table' }
    )
}

Describe 'Views' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $emulator = Start-R2Emulator view-bucket
        'docs/a.txt', 'docs/b.txt', 'top.bin' | ForEach-Object { $null = 'text' * 500 | Write-R2Object -Key $_ }
        $null = [byte[]](1..10) | Write-R2Object -Key docs/ia -StorageClass STANDARD_IA
        $null = Start-R2MultipartUpload docs/large.bin | ForEach-Object { Write-R2MultipartPart -Key $_.Key -UploadId $_.UploadId -PartNumber 1 -InputObject 'part' }
        Set-R2BucketCors -Rule @{ AllowedOrigins = 'https://example.com'; AllowedMethods = 'GET', 'PUT' }
        Set-R2BucketLifecycle -Rule @{ Prefix = 'tmp/'; ExpirationDays = 7; AbortMultipartDays = 1 }, @{ Enabled = $false; TransitionDate = '2030-01-31' }

        # A table's columns, by the dashes below their labels.
        function Get-Column([string[]]$Line) {
            $rule = [Array]::FindIndex($Line, [Predicate[string]] { $args[0] -match '^[- ]*--[- ]*$' })
            if ($rule -lt 1) { return }
            foreach ($match in [regex]::Matches($Line[$rule], '-+')) {
                $cut = { param($text) if ($text.Length -gt $match.Index) { $text.Substring($match.Index, [Math]::Min($match.Length, $text.Length - $match.Index)) } else { '' } }
                [pscustomobject]@{ Label = (& $cut $Line[$rule - 1]).Trim(); Cells = @($Line[($rule + 1)..($Line.Count - 1)] | Where-Object { $_.Trim() } | ForEach-Object { (& $cut $_).Trim() }) }
            }
        }
    }

    AfterAll {
        Stop-R2Emulator
    }

    It 'show what another process or a file gives back as they show what is here' {
        $object = Get-R2ObjectList -Prefix top.bin
        $back = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($object))
        ($back | Format-Table | Out-String) | Should -Be ($object | Format-Table | Out-String)
    }

    It 'show years of the calendar that their form is of, whatever the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'ar-SA'
            Get-R2ObjectList -Prefix top.bin | Format-Table | Out-String | Should -BeLike "*$([DateTime]::Now.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture).Substring(0, 4))-*"
        } finally {
            [cultureinfo]::CurrentCulture = $culture
        }
    }

    It 'show <Command> in 80 columns, without a column of blanks' -ForEach $shown {
        $lines = @((Invoke-Expression "$Command" | Out-String -Width 80) -split '\r?\n' | ForEach-Object { $_ -replace '\e\[[0-9;]*m' })

        $columns = @(Get-Column $lines)

        $columns.Count | Should -BeGreaterThan 0 -Because ($lines -join "`n")
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        foreach ($column in $columns) {
            $column.Label | Should -Not -BeNullOrEmpty
            @($column.Cells | Where-Object { $_ }).Count | Should -BeGreaterThan 0 -Because "'$($column.Label)' is blank in`n$($lines -join "`n")"
        }
    }

    It 'show the key, whatever else there is' {
        'Get-R2ObjectList', 'Get-R2Object docs/a.txt', 'Get-R2MultipartUpload', "'x' | Write-R2Object -Key docs/b.txt" | ForEach-Object {
            Invoke-Expression $_ | Out-String -Width 80 | Should -Match 'Key[\s\S]*docs/'
        }
    }

    It 'have sizes for people, while objects keep the number' {
        Get-R2Object docs/a.txt | Out-String -Width 80 | Should -Match '\b2\.0 KB\b'
        Get-R2Object docs/a.txt | Format-List | Out-String -Width 80 | Should -Match 'Size +: 2\.0 KB'
        (Get-R2Object docs/a.txt).Size | Should -BeOfType [long]
        (Get-R2Object docs/a.txt).Length | Should -Be 2000
        (Get-R2ObjectList -Prefix docs/a).Name | Should -Be docs/a.txt
    }

    It 'colour where the host has colours, and nowhere else' {
        $kept = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            Get-R2ObjectList -Delimiter / | Out-String | Should -Not -Match '\e'
            $PSStyle.OutputRendering = 'Ansi'
            Get-R2ObjectList -Delimiter / | Out-String | Should -Match '\e\[[0-9;]+mdocs/'
        }
        finally {
            $PSStyle.OutputRendering = $kept
        }
    }

    It 'give no control character of a key to the terminal, while objects keep the key' {
        $key = "escape/a`e[31mred"
        $null = 'x' | Write-R2Object -Key $key -Metadata @{ note = "b`e[2J" }
        $kept = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'PlainText'
            $rows = @(
                Get-R2ObjectList -Prefix escape/
                Get-R2ObjectList -Prefix escape/ -Delimiter red
                Get-R2Object $key
                'x' | Write-R2Object -Key $key
                Remove-R2Object $key -Confirm:$false -PassThru
            )
            foreach ($row in $rows) {
                foreach ($shown in ($row | Format-Table | Out-String -Width 200), ($row | Format-List | Out-String -Width 200), ($row | Format-Wide -Column 1 | Out-String -Width 200)) {
                    $shown | Should -Match 'a\u241b\[31mred'
                    $shown | Should -Not -Match '\e'
                }
            }
            $rows[0].Key | Should -BeExactly $key
        }
        finally {
            $PSStyle.OutputRendering = $kept
        }
    }

    It 'have lists and wide ones' {
        Get-R2ObjectList | Format-Wide | Out-String -Width 80 | Should -Match 'docs/a\.txt +docs/b\.txt'
        Get-R2BucketLifecycle | Format-List | Out-String -Width 80 | Should -Match 'ExpirationDays +: 7'
        Get-R2BucketLifecycle | Out-String -Width 80 | Should -Match 'tmp/ +delete after 7 d, abort uploads after 1 d'
    }
}
