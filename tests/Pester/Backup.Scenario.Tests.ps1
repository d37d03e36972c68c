Describe 'examples/Backup.ps1' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $at = Open-TestBucket
        $script = Join-Path $root examples/Backup.ps1
        # Snapshots are named by the second: this makes older ones of them, so that no test waits for the next.
        function Move-Snapshot([string] $From, [string] $To) {
            $null = Get-R2ObjectList -Prefix $From | Move-R2Object -DestinationKey { $To + $_.Key.Substring($From.Length) }
        }
    }

    AfterAll {
        Close-TestBucket $at
    }

    BeforeEach {
        $prefix = "$($at.Prefix)$([guid]::NewGuid().ToString('N'))/"
        $folder = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())/sub").Parent.FullName
        'one' | Set-Content -NoNewline "$folder/one.txt"
        'two' | Set-Content -NoNewline "$folder/sub/two.txt"
    }

    It 'makes a snapshot that can be restored and compared' {
        $made = & $script $folder -Prefix $prefix
        $made.Uploaded, $made.Copied | Should -Be 2, 0
        $null = Get-R2ObjectList -Prefix $made.Snapshot | Read-R2Object -Path "$TestDrive/restored"
        $restored = Join-Path "$TestDrive/restored" $made.Snapshot
        foreach ($line in Get-Content "$restored/manifest.sha256") {
            (Get-FileHash "$restored/files/$($line.Substring(66))").Hash | Should -Be $line.Substring(0, 64)
        }
        Get-Content "$restored/files/sub/two.txt" | Should -Be two
    }

    It 'makes a manifest that holds for a tree with links and pipes, and warns of what it leaves out' -Skip:$IsWindows {
        'behind' | Set-Content -NoNewline "$folder/../$($folder | Split-Path -Leaf).outside"
        $null = New-Item -ItemType SymbolicLink "$folder/link" -Target one.txt
        $null = New-Item -ItemType SymbolicLink "$folder/sub/to-link" -Target ../link
        $null = New-Item -ItemType SymbolicLink "$folder/absolute" -Target "$folder/sub/two.txt"
        $null = New-Item -ItemType SymbolicLink "$folder/a-link-whose-text-is-longer-than-its-file" -Target "../$($folder | Split-Path -Leaf).outside"
        $null = New-Item -ItemType SymbolicLink "$folder/to-folder" -Target sub
        & ln -s nothing "$folder/dangling"
        & ln -s loop "$folder/loop"
        & mkfifo "$folder/sub/pipe"
        & ln -s sub/pipe "$folder/to-pipe"
        [IO.File]::WriteAllText("$folder/a back\slash [1]", 'odd')
        $null = New-Item -ItemType Directory "$folder/.hidden"
        'hidden' | Set-Content -NoNewline "$folder/.hidden/.file"

        $made = & $script $folder -Prefix $prefix -WarningVariable left -WarningAction SilentlyContinue

        @($left | ForEach-Object { $_ -replace "^'.*/(.*?)' is left out: .*", '$1' } | Sort-Object) | Should -Be dangling, loop, pipe, to-folder, to-pipe
        $made.Uploaded | Should -Be 8
        $target = "$TestDrive/$([guid]::NewGuid())"
        Get-R2ObjectList -Prefix $made.Snapshot | ForEach-Object {
            $file = "$target/" + $_.Key.Substring($made.Snapshot.Length)
            $null = [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($file))
            [IO.File]::WriteAllBytes($file, (Read-R2Object $_.Key -AsByteStream -Raw))
        }
        Push-Location -LiteralPath "$target/files"
        try { & sha256sum --check --strict --quiet ../manifest.sha256 | Should -BeNullOrEmpty; $LASTEXITCODE | Should -Be 0 } finally { Pop-Location }
        [IO.File]::ReadAllText("$target/files/a back\slash [1]") | Should -Be odd
        Get-Content "$target/files/absolute" | Should -Be two

        Move-Snapshot $made.Snapshot "${prefix}20260101T000000Z/"
        $again = & $script $folder -Prefix $prefix -WarningAction SilentlyContinue
        $again.Uploaded, $again.Copied | Should -Be 0, 8
    }

    It 'makes no manifest where a file is written to meanwhile' {
        # After it was hashed and before it is sent: the object is whole and is not what the manifest would say.
        function Write-R2Object { 'more' | Add-Content "$folder/one.txt"; $input | R2\Write-R2Object @args }
        { & $script $folder -Prefix $prefix } | Should -Throw '*one.txt*was written to during the backup*'
        Get-R2ObjectList -Prefix $prefix -Include *.sha256 | Should -BeNullOrEmpty
    }

    It 'sends what has changed, copies the rest, and forgets what is gone' {
        Move-Snapshot (& $script $folder -Prefix $prefix).Snapshot "${prefix}20260101T000000Z/"
        'changed' | Set-Content -NoNewline "$folder/one.txt"
        'new' | Set-Content -NoNewline "$folder/three.txt"
        $second = & $script $folder -Prefix $prefix
        $second.Uploaded, $second.Copied | Should -Be 2, 1
        Read-R2Object "$($second.Snapshot)files/one.txt" -AsString | Should -Be changed
        Read-R2Object "$($second.Snapshot)files/sub/two.txt" -AsString | Should -Be two
        Read-R2Object "${prefix}20260101T000000Z/files/one.txt" -AsString | Should -Be one
        Remove-Item "$folder/three.txt"
        Move-Snapshot $second.Snapshot "${prefix}20260102T000000Z/"
        Test-R2Object "$((& $script $folder -Prefix $prefix).Snapshot)files/three.txt" | Should -BeFalse
    }

    It 'keeps the newest, and removes what is older or was interrupted' {
        1..3 | ForEach-Object { $null = 'x' | Write-R2Object -Key "${prefix}2026010${_}T000000Z/files/x"; $null = Write-R2Object -Key "${prefix}2026010${_}T000000Z/manifest.sha256" -InputObject '' }
        $null = 'half' | Write-R2Object -Key "${prefix}20260102T120000Z/files/x"
        $null = 'at work' | Write-R2Object -Key "${prefix}20260104T000000Z/files/x"
        $made = & $script $folder -Prefix $prefix -Keep 2
        $made.Removed | Should -Be "${prefix}20260101T000000Z/", "${prefix}20260102T000000Z/", "${prefix}20260102T120000Z/"
        (Get-R2ObjectList -Prefix $prefix -Delimiter /).Prefix | Should -Be "${prefix}20260103T000000Z/", "${prefix}20260104T000000Z/", $made.Snapshot
    }

    It 'changes nothing under -WhatIf, and says what it would do' {
        1..2 | ForEach-Object { $null = Write-R2Object -Key "${prefix}2026010${_}T000000Z/manifest.sha256" -InputObject '' }
        $before = Get-R2ObjectList -Prefix $prefix | ForEach-Object Key
        $would = & $script $folder -Prefix $prefix -Keep 1 -WhatIf
        $would.Uploaded | Should -Be 2
        $would.Removed.Count | Should -Be 2
        Get-R2ObjectList -Prefix $prefix | ForEach-Object Key | Should -Be $before
    }

    It 'makes no manifest where a file cannot be sent' {
        Skip-OnR2 "needs the emulator's faults"
        $fault = [R2.Emulator.Fault]::Status(403, 'AccessDenied', $null)
        $fault.KeyPattern = '*two.txt'
        $at.Emulator.Faults.Add($fault)
        try { { & $script $folder -Prefix $prefix } | Should -Throw } finally { $at.Emulator.Faults.Clear() }
        Get-R2ObjectList -Prefix $prefix -Include *.sha256 | Should -BeNullOrEmpty
    }
}
