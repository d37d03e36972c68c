Describe 'examples/StreamUpload.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $at = Open-TestBucket
        $prefix = $at.Prefix
        $script = Join-Path $root examples/StreamUpload.ps1
        $pwsh, $arguments = Get-PowerShellCommand
    }

    AfterAll {
        Close-TestBucket $at
    }

    It 'uploads each byte that a program writes, as it is' {
        $write = '$out = [Console]::OpenStandardOutput(); $bytes = [byte[]](0..255); 1..1000 | ForEach-Object { $out.Write($bytes) }; $out.Flush()'
        $object = & $script $pwsh (@($arguments | Where-Object { $_ }) + '-NoProfile', '-Command', $write) -Key "${prefix}bytes" 6>$null
        $object.Size | Should -Be 256000
        (Read-R2Object "${prefix}bytes" -AsByteStream -Raw)[255999] | Should -Be 255
        (Get-R2ObjectList -Prefix $prefix).Key | Should -Be "${prefix}bytes"
    }

    It 'leaves what was there where the program fails' {
        $null = 'whole' | Write-R2Object -Key "${prefix}dump"
        { & $script $pwsh (@($arguments | Where-Object { $_ }) + '-NoProfile', '-Command', "'half'; exit 3") -Key "${prefix}dump" } | Should -Throw '*ended with code 3*'
        Read-R2Object "${prefix}dump" -AsString | Should -Be whole
        (Get-R2ObjectList -Prefix "${prefix}dump").Key | Should -Be "${prefix}dump"
    }
}
