# Transfers whose process is killed, two at once, and what they leave on the disk.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $MiB = 1MB
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "r2-resume-$([guid]::NewGuid())")).FullName
    $kept = Switch-UserFolder State "$folder/state"
    $env:R2_MULTIPART_THRESHOLD_BYTES = 5 * $MiB
    $emulator = Start-R2Emulator demo
    $secret = $emulator.Credential.GetNetworkCredential().Password

    function New-Source([string] $Name, [int] $Seed) {
        $bytes = [byte[]]::new(21 * $MiB)
        [Random]::new($Seed).NextBytes($bytes)
        [IO.File]::WriteAllBytes("$folder/$Name", $bytes)
    }

    function Wait-Until([scriptblock] $Condition) {
        $patience = [Diagnostics.Stopwatch]::StartNew()
        while (-not (& $Condition)) {
            if ($patience.Elapsed.TotalSeconds -gt 120) { throw "Waited in vain for $Condition" }
            [Threading.Thread]::Sleep(20)
        }
    }

    # A PowerShell of its own with the same connection.
    function Start-Other([string] $Command) {
        $script = "Import-Module '$manifest'
            `$secret = ConvertTo-SecureString `$env:TEST_SECRET -AsPlainText
            `$null = Connect-R2 -Endpoint $($emulator.Endpoint) -BucketName demo -Credential ([pscredential]::new('$($emulator.AccessKeyId)', `$secret))
            $Command"
        $start = New-PowerShellStart '-NoProfile', '-Command', $script
        $start.Environment['TEST_SECRET'] = $secret
        [Diagnostics.Process]::Start($start)
    }

    function Get-JournalLength { [long](Get-ChildItem "$folder/state" -Filter *.jsonl -Recurse -ErrorAction Ignore | Measure-Object Length -Sum).Sum }

    # Kills a command once its journal has a header and two lines more.
    function Invoke-Killed([string] $Command) {
        $process = Start-Other $Command
        try {
            Wait-Until { $process.HasExited -or (Get-JournalLength) }
            $header = Get-JournalLength
            Wait-Until { $process.HasExited -or (Get-JournalLength) -gt $header + 30 }
            if ($process.HasExited) { throw "It ended by itself: $($process.StandardError.ReadToEnd())" }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill() }
            $process.WaitForExit()
            $process.Dispose()
        }
    }

    function Get-Hash([string] $Path) { (Get-FileHash $Path).Hash }
}

AfterAll {
    Stop-R2Emulator
    $null = Switch-UserFolder State $kept
    $env:R2_MULTIPART_THRESHOLD_BYTES = $null
    [IO.Directory]::Delete($folder, $true)
}

Describe 'An upload that was killed' {
    BeforeEach {
        New-Source up.bin 1
        Get-R2ObjectList | Remove-R2Object -Confirm:$false
    }

    AfterEach {
        Get-R2MultipartUpload | Should -BeNullOrEmpty
        Get-ChildItem "$folder/state" -Recurse -File | Should -BeNullOrEmpty
    }

    It 'is stored as the next command asks, not as the first did' {
        Invoke-Killed "Write-R2Object '$folder/up.bin' -Key up -Resume -PartSize 5MB -MaxBytesPerSecond 4MB -Metadata @{ ver = '1' } -CacheControl private"
        $written = Write-R2Object "$folder/up.bin" -Key up -Resume -PartSize 5MB -Metadata @{ ver = '2' } -CacheControl no-store -StorageClass STANDARD_IA -SseCustomerKey ([byte[]](1..32)) -WarningVariable warned -WarningAction SilentlyContinue
        $written.ResumedBytes | Should -Be 0
        $stored = Get-R2Object up -SseCustomerKey ([byte[]](1..32))
        $stored.Metadata['ver'], $stored.CacheControl, $stored.StorageClass | Should -Be '2', 'no-store', 'STANDARD_IA'
        $stored.SseCustomerKeyMd5 | Should -Not -BeNullOrEmpty
        "$warned" | Should -Match 'starts over.*the encryption key.*the header Cache-Control.*the metadata.*the storage class'
        $null = Read-R2Object up -Path "$folder/up.back" -SseCustomerKey ([byte[]](1..32)) -Force
        Get-Hash "$folder/up.back" | Should -Be (Get-Hash "$folder/up.bin")
    }

    It 'sends a part again whose file changed, though size and time are as they were' {
        [IO.File]::SetLastWriteTimeUtc("$folder/up.bin", [datetime]::UnixEpoch.AddDays(20000))
        Invoke-Killed "Write-R2Object '$folder/up.bin' -Key up -Resume -PartSize 5MB -MaxBytesPerSecond 4MB"
        $time = (Get-Item "$folder/up.bin").LastWriteTimeUtc
        $file = [IO.File]::Open("$folder/up.bin", 'Open', 'ReadWrite')
        try {
            foreach ($part in 0..4) { $file.Position = $part * 5MB + 6; $file.WriteByte(1); $file.WriteByte(2) }
        }
        finally { $file.Dispose() }
        [IO.File]::SetLastWriteTimeUtc("$folder/up.bin", $time)
        $written = Write-R2Object "$folder/up.bin" -Key up -Resume -PartSize 5MB
        $written.ResumedBytes | Should -Be 0
        $null = Read-R2Object up -Path "$folder/up.back" -Force
        Get-Hash "$folder/up.back" | Should -Be (Get-Hash "$folder/up.bin")
    }

    It 'resumes without a warning, and says so with -Verbose' {
        Invoke-Killed "Write-R2Object '$folder/up.bin' -Key up -Resume -PartSize 5MB -MaxBytesPerSecond 4MB"
        $said = Write-R2Object "$folder/up.bin" -Key up -Resume -PartSize 5MB -Verbose -WarningVariable warned 4>&1
        ($said | Where-Object ResumedBytes).ResumedBytes | Should -BeGreaterThan 0
        "$said" | Should -Match 'resumes: \d of 5 parts'
        $warned | Should -BeNullOrEmpty
    }

    It 'by one of two commands at once, which both upload it, is whole and has one journal' {
        $both = 1..2 | ForEach-Object { Start-Other "foreach (`$i in 1..8) { try { (Write-R2Object '$folder/up.bin' -Key up -Resume -PartSize 5MB -ErrorAction Stop).Size } catch { `$_.FullyQualifiedErrorId } }" }
        $said = foreach ($process in $both) { $process.StandardOutput.ReadToEnd(); $process.WaitForExit(); $process.Dispose() }
        $lines = "$said" -split '\s+' | Where-Object { $_ } | ForEach-Object { $_ -replace ',.*' } | Sort-Object -Unique
        $lines | Should -BeIn '22020096', 'R2.TransferInProgress'
        $lines | Should -Contain '22020096'
        $null = Read-R2Object up -Path "$folder/up.back" -Force
        Get-Hash "$folder/up.back" | Should -Be (Get-Hash "$folder/up.bin")
    }
}

Describe 'A download that was killed' {
    BeforeAll {
        New-Source down.bin 2
        $null = Write-R2Object "$folder/down.bin" -Key down -PartSize 5MB
        $down = (New-Item -ItemType Directory "$folder/down").FullName
    }

    BeforeEach {
        Get-ChildItem $down -Force | Remove-Item -Force
    }

    It 'leaves a file that says whose it is, which the next one resumes or removes' {
        Invoke-Killed "Read-R2Object down -Path '$down/large.img' -Resume -PartSize 5MB -MaxBytesPerSecond 4MB"
        (Get-ChildItem $down -Force).Name | Should -Match '^\.large\.img\.r2-[0-9a-f]{16}\.part$'
        if (-not $IsWindows) { (Get-ChildItem $down -Force).UnixMode | Should -Be '-rw-------' }
        $said = Read-R2Object down -Path "$down/large.img" -Resume -PartSize 5MB -Verbose -WarningVariable warned 4>&1
        "$said" | Should -Match 'resumes: \d of 5 ranges'
        $warned | Should -BeNullOrEmpty
        (Get-ChildItem $down -Force).Name | Should -Be large.img
        Get-Hash "$down/large.img" | Should -Be (Get-Hash "$folder/down.bin")

        Remove-Item "$down/large.img"
        Invoke-Killed "Read-R2Object down -Path '$down/large.img' -PartSize 5MB -MaxBytesPerSecond 4MB"
        $null = Read-R2Object down -Path "$down/large.img" -PartSize 5MB
        (Get-ChildItem $down -Force).Name | Should -Be large.img
    }

    It 'of one of three commands at once leaves the target whole at every moment' {
        $one, $two = [byte[]]::new(3MB), [byte[]]::new(3MB)
        [Random]::new(3).NextBytes($one)
        [Random]::new(4).NextBytes($two)
        $null = Write-R2Object -Key one -InputObject $one
        $null = Write-R2Object -Key two -InputObject $two
        [IO.File]::WriteAllBytes("$down/target", $one)
        $whole = Get-Hash "$down/target"
        $all = 'one', 'two', 'one' | ForEach-Object { Start-Other "foreach (`$i in 1..25) { try { (Read-R2Object $_ -Path '$down/target' -Force -ErrorAction Stop).Length } catch { `$_.FullyQualifiedErrorId } }" }
        $seen = [Collections.Generic.HashSet[string]]::new()
        while ($all | Where-Object { -not $_.HasExited }) {
            # On Windows a file that is just being closed is refused to others; what they read is whole all the same.
            try { $null = $seen.Add((Get-Hash "$down/target")) } catch [IO.IOException] { if (-not $IsWindows) { throw } }
            if ($IsWindows) { Start-Sleep -Milliseconds 200 } # what is open all the time is never replaced there
        }
        $said = foreach ($process in $all) { $process.StandardOutput.ReadToEnd(); $process.Dispose() }
        ("$said" -split '\s+' | Where-Object { $_ } | Sort-Object -Unique) | Should -Be '3145728'
        $seen.Count | Should -BeIn 1, 2
        [IO.File]::WriteAllBytes("$down/two", $two)
        $seen | Should -BeIn $whole, (Get-Hash "$down/two")
        (Get-ChildItem $down -Force).Name | Sort-Object | Should -Be target, two
    }
}
