BeforeDiscovery {
    $noRclone = -not (Get-Command rclone -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $inParts = @{ PartSize = 5MB }

    # A time that no step of .NET can say, where the disk has such.
    function New-TimedFile([string] $Path, [int] $Length, [string] $Time) {
        [IO.File]::WriteAllBytes($Path, [byte[]]::new($Length))
        if ($IsWindows) { [IO.File]::SetLastWriteTimeUtc($Path, [datetime]::Parse($Time, [cultureinfo]::InvariantCulture, 'AdjustToUniversal')) } else { touch -d $Time $Path }
    }

    function Get-Time([string] $Path) {
        if ($IsWindows) { [IO.File]::GetLastWriteTimeUtc($Path).ToString('o') } else { stat -c %.9Y $Path }
    }

    # rclone, against the same server as the module.
    function Invoke-Rclone {
        $set = @{
            RCLONE_CONFIG = "$TestDrive/rclone.conf"; RCLONE_CONFIG_R2_TYPE = 's3'; RCLONE_CONFIG_R2_PROVIDER = 'Cloudflare'; RCLONE_CONFIG_R2_ENDPOINT = "$($at.Connection.Endpoint)"
            RCLONE_CONFIG_R2_ACCESS_KEY_ID = $at.Emulator.AccessKeyId; RCLONE_CONFIG_R2_SECRET_ACCESS_KEY = $at.Emulator.Credential.GetNetworkCredential().Password
            RCLONE_CONFIG_R2_REGION = 'auto'; RCLONE_CONFIG_R2_NO_CHECK_BUCKET = 'true'; RCLONE_CONFIG_R2_CHUNK_SIZE = '5Mi'; RCLONE_CONFIG_R2_UPLOAD_CUTOFF = '5Mi'; TZ = 'UTC'
        }
        $kept = @{}
        foreach ($name in $set.Keys) { $kept[$name] = [Environment]::GetEnvironmentVariable($name); [Environment]::SetEnvironmentVariable($name, $set[$name]) }
        try { $null = New-Item "$TestDrive/rclone.conf" -Force; (rclone --retries 1 --low-level-retries 1 @args 2>&1) -join "`n" }
        finally {
            # To set it to nothing would leave it there, empty.
            foreach ($name in $kept.Keys) { if ($null -eq $kept[$name]) { Remove-Item "env:$name" } else { Set-Item "env:$name" $kept[$name] } }
        }
    }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Times of files' {
    It 'are kept in the metadata of objects and set on the way down' {
        New-TimedFile "$TestDrive/note.txt" 100 '2020-03-04T05:06:07.1234567Z'
        $null = Write-R2Object "$TestDrive/note.txt" -Prefix $prefix -Metadata @{ a = 'b' }
        (Get-R2Object "${prefix}note.txt").Metadata['mtime'] | Should -Be '1583298367.123456700'
        (Get-R2Object "${prefix}note.txt").Metadata['a'] | Should -Be b
        $file = Read-R2Object "${prefix}note.txt" -Path "$TestDrive/note.back"
        $file.LastWriteTimeUtc.ToString('o') | Should -Be '2020-03-04T05:06:07.1234567Z'
        Get-Time $file | Should -Be (Get-Time "$TestDrive/note.txt")
    }

    It 'are those of the bytes that are stored, and go with copies and moves' {
        New-TimedFile "$TestDrive/moved.txt" 100 '2020-03-04T05:06:07Z'
        $null = Get-Item "$TestDrive/moved.txt" | Write-R2Object -Prefix $prefix
        $null = Copy-R2Object "${prefix}moved.txt" "${prefix}copied.txt"
        $null = Move-R2Object "${prefix}copied.txt" "${prefix}moved-again.txt"
        $null = Set-R2ObjectMetadata "${prefix}moved-again.txt" -CacheControl no-store
        (Read-R2Object "${prefix}moved-again.txt" -Path "$TestDrive/").LastWriteTimeUtc.ToString('s') | Should -Be '2020-03-04T05:06:07'
    }

    It 'are left alone with -NoFileTime' {
        New-TimedFile "$TestDrive/plain.txt" 100 '2020-03-04T05:06:07Z'
        $null = Write-R2Object "$TestDrive/plain.txt" -Prefix $prefix -NoFileTime
        (Get-R2Object "${prefix}plain.txt").Metadata.Count | Should -Be 0
        $null = Write-R2Object "$TestDrive/plain.txt" -Prefix $prefix
        (Read-R2Object "${prefix}plain.txt" -Path "$TestDrive/plain.back" -NoFileTime).LastWriteTimeUtc | Should -BeGreaterThan ([datetime]::UtcNow.AddMinutes(-5))
    }

    It 'are that of the object where it keeps none' {
        $null = 'text' | Write-R2Object -Key "${prefix}text"
        (Read-R2Object "${prefix}text" -Path "$TestDrive/text").LastWriteTimeUtc | Should -Be (Get-R2Object "${prefix}text").LastModified.UtcDateTime
    }

    It 'are what other tools keep' {
        $null = 'a' | Write-R2Object -Key "${prefix}s3cmd" -Metadata @{ 's3cmd-attrs' = 'atime:1/mtime:1583298367/uid:0' }
        $null = 'a' | Write-R2Object -Key "${prefix}mc" -Metadata @{ 'mc-attrs' = 'atime:1#0/mtime:1583298368#500000000/uid:0' }
        (Read-R2Object "${prefix}s3cmd" -Path "$TestDrive/").LastWriteTimeUtc.ToString('s') | Should -Be '2020-03-04T05:06:07'
        (Read-R2Object "${prefix}mc" -Path "$TestDrive/").LastWriteTimeUtc.ToString('o') | Should -Be '2020-03-04T05:06:08.5000000Z'
    }

    # By default rclone compares times to the nanosecond, and sends again or mends whatever differs.
    It 'are for rclone those of the files, of <Name>' -Skip:$noRclone -ForEach @(
        @{ Name = 'nanoseconds'; Length = 1000; Time = '2020-03-04T05:06:07.123456789Z' }
        @{ Name = 'whole seconds'; Length = 1000; Time = '2020-03-04T05:06:07Z' }
        @{ Name = 'a time before 1970'; Length = 1000; Time = '1969-12-31T23:59:58.250000001Z' }
        @{ Name = 'an empty file'; Length = 0; Time = '2020-03-04T05:06:07.000000001Z' }
        @{ Name = 'a file in parts'; Length = 11MB; Time = '2020-03-04T05:06:07.120000000Z' }
    ) {
        Skip-OnR2 'needs the key of the emulator'
        $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())/in"
        New-TimedFile "$folder/file" $Length $Time
        $up = Split-Path $folder.Parent -Leaf
        $env:R2_MULTIPART_THRESHOLD_BYTES = 5MB

        try {
            # Ours up, rclone's judgement; then rclone's down, and ours down.
            $null = Write-R2Object "$folder/file" -Prefix "$up/" @inParts
            Invoke-Rclone sync -v "$folder" "r2:$($at.Bucket)/$up" | Should -Match 'There was nothing to transfer'
            $remote, $local = "r2:$($at.Bucket)/$up", "$folder" | ForEach-Object { [regex]::Match((Invoke-Rclone lsjson $_), '"ModTime":"([^"]+)"').Groups[1].Value }
            $remote | Should -Be $local
            $remote | Should -BeLike "$($Time.Substring(0, 19))*"
            Invoke-Rclone check "$folder" "r2:$($at.Bucket)/$up" | Should -Match ': 0 differences found'
            $null = Invoke-Rclone copy "r2:$($at.Bucket)/$up" "$folder/../down"
            Get-Time "$folder/../down/file" | Should -Be (Get-Time "$folder/file")

            # rclone's up, ours down; rclone finds nothing to do with the file that we wrote.
            $null = Invoke-Rclone copy "$folder" "r2:$($at.Bucket)/$up-rclone"
            $null = Read-R2Object "$up-rclone/file" -Path "$folder/../ours/file"
            Get-Time "$folder/../ours/file" | Should -Be (Get-Time "$folder/file")
            Invoke-Rclone sync -v "$folder/../ours" "r2:$($at.Bucket)/$up-rclone" | Should -Match 'There was nothing to transfer'
        }
        finally {
            $env:R2_MULTIPART_THRESHOLD_BYTES = $null
        }
    }
}
