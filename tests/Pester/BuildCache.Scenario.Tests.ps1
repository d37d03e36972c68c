Describe 'examples/BuildCache.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $at = Open-TestBucket
        $script = Join-Path $root examples/BuildCache.ps1
        $prefix = $at.Prefix
        $folder = (New-Item -ItemType Directory "$TestDrive/packages/sub").Parent.FullName
        'first' | Set-Content -NoNewline "$folder/sub/a.txt"
        $kept = $env:GITHUB_OUTPUT
        $env:GITHUB_OUTPUT = "$TestDrive/output"
        $saved = & $script -Save $folder -Key deps-linux-1 -Prefix $prefix
    }

    AfterAll {
        $env:GITHUB_OUTPUT = $kept
        Close-TestBucket $at
    }

    BeforeEach {
        $into = "$TestDrive/$([guid]::NewGuid())"
        Remove-Item "$TestDrive/output" -ErrorAction Ignore
    }

    It 'restores what was saved under a key' {
        $saved.Result | Should -Be Saved
        (& $script -Restore $into -Key deps-linux-1 -Prefix $prefix).Result | Should -Be Hit
        Get-Content "$into/sub/a.txt" | Should -Be first
        Get-Content "$TestDrive/output" | Should -Be cache-hit=true
    }

    It 'never changes what is there under a key' {
        'second' | Set-Content -NoNewline "$folder/sub/a.txt"
        (& $script -Save $folder -Key deps-linux-1 -Prefix $prefix).Result | Should -Be Kept
        $null = & $script -Restore $into -Key deps-linux-1 -Prefix $prefix
        Get-Content "$into/sub/a.txt" | Should -Be first
    }

    It 'takes the newest that begins with a restore key, in their order' {
        $found = & $script -Restore $into -Key deps-linux-9 -RestoreKey deps-macos-, deps-linux-, deps- -Prefix $prefix
        $found.Key, $found.Result | Should -Be deps-linux-1, Partial
        Get-Content "$TestDrive/output" | Should -Be cache-hit=false
    }

    It 'misses without an error' {
        (& $script -Restore $into -Key other -RestoreKey none- -Prefix $prefix).Result | Should -Be Miss
        $into | Should -Not -Exist
    }

    It 'leaves the entry of a job that was faster' {
        Skip-OnR2 "needs the emulator's faults"
        $fault = [R2.Emulator.Fault]::Status(412, 'PreconditionFailed', $null)
        $fault.Operation = 'PutObject'
        $at.Emulator.Faults.Add($fault)
        try { (& $script -Save $folder -Key deps-linux-2 -Prefix $prefix).Result | Should -Be Kept } finally { $at.Emulator.Faults.Clear() }
    }
}
