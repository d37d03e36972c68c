# docs/migration.md, line by line: each command of ours runs, and leaves what the command on its left leaves, where rclone is there to show it.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot Import.ps1)
    $rows = foreach ($line in Get-Content (Join-Path $root docs/migration.md)) {
        if ($line -match '^## (?<tool>.+)$') { $tool = $Matches.tool }
        if ($line -match '^\| (?<left>`.+`) \| `(?<right>.+)` \|$' -and $Matches.right -notmatch '^-') {
            @{ Tool = $tool; Left = $Matches.left.Trim('`').Replace('\|', '|'); Right = $Matches.right.Replace('\|', '|') }
        }
    }
    # What changes something there, and takes neither a password nor the standard input.
    $compared = @($rows | Where-Object { $_.Tool -eq 'rclone' -and $_.Left -match '^rclone (copy|copyto|moveto|move|sync|delete|deletefile|purge|mkdir) ' -and $_.Left -notmatch ' (?!r2:)\w{2,}:' })
    # Debian's rclone is older than this filter.
    $compared = @($compared | Where-Object Left -notmatch '--hash-filter')
    $rclone = [bool](Get-Command rclone -CommandType Application -ErrorAction Ignore)
    if (-not $rclone) { Write-Warning '*** SKIPPED: the lines of docs/migration.md beside rclone: it is not on PATH' }
}

Describe 'docs/migration.md' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $kept = Hide-Setting

        # An emulator with two buckets, and a folder with files, the same each time; the emulator.
        function New-Scene([string] $Folder, [string] $Command) {
            $null = New-Item -ItemType Directory $Folder/logs/deep, $Folder/new, $Folder/site/css
            'site/index.html', 'site/css/a.css', 'db.dump', 'logs/a.log', 'logs/deep/b.log', 'index.html', 'new/c.log' | ForEach-Object { [IO.File]::WriteAllText("$Folder/$_", "file $_") }
            [IO.File]::WriteAllText("$Folder/cors.json", '{ "rules": [ { "allowed": { "origins": [ "https://example.com" ], "methods": [ "GET" ] } } ] }')
            [IO.File]::WriteAllText("$Folder/lifecycle.json", '{ "rules": [ { "id": "tmp", "enabled": true, "conditions": { "prefix": "tmp/" }, "deleteObjectsTransition": { "condition": { "type": "Age", "maxAge": 604800 } } } ] }')
            [IO.File]::WriteAllText("$Folder/lock.json", '{ "rules": [ { "id": "keep", "enabled": true, "prefix": "invoices/", "condition": { "type": "Age", "maxAgeSeconds": 2592000 } } ] }')
            $emulator = Start-R2Emulator backups
            $null = New-R2Bucket archive
            if ($Command -match ' web\b') { $null = New-R2Bucket web }
            if ($Command -match '^New-R2Bucket|^rclone mkdir') { Remove-R2Bucket backups -Confirm:$false }
            elseif ($Command -notmatch '^Remove-R2Bucket \S+$') {
                'a', 'db.dump', 'note.txt', 'logs/x.log', 'logs/deep/y.log', 'tmp/z' | ForEach-Object { $null = "object $_" | Write-R2Object -Key $_ }
            }
            $emulator
        }

        # What is in the buckets, and in the folder.
        function Get-Scene([string] $Folder, [object] $Emulator) {
            $at = Connect-R2 -Endpoint $Emulator.Endpoint -Credential $Emulator.Credential -NoDefault
            Get-R2Bucket -Connection $at | ForEach-Object { "bucket $($_.BucketName)"; Get-R2ObjectList $_.BucketName -Connection $at | ForEach-Object { "$($_.BucketName)/$($_.Key) $($_.Size) $($_.ETag)" } }
            Get-ChildItem $Folder -Recurse -File | ForEach-Object { "$([IO.Path]::GetRelativePath($Folder, $_.FullName).Replace('\', '/')) $($_.Length)" } | Sort-Object -CaseSensitive
        }
    }

    BeforeEach {
        $scene = "$TestDrive/$([guid]::NewGuid())"
        $there = (Get-Location).Path
    }

    AfterEach {
        Set-Location $there
        Get-R2Connection | Disconnect-R2 -ErrorAction Ignore
        Stop-R2Emulator
    }

    AfterAll {
        Restore-Setting $kept
    }

    It '<Tool>: <Right>' -ForEach $rows {
        $null = New-Scene $scene $Right
        Set-Location $scene
        $id = '0123456789abcdef0123456789abcdef'
        $cred = [pscredential]::new('a' * 32, (ConvertTo-SecureString ('b' * 64) -AsPlainText))
        $rules = $Right -match 'Cors' ? @{ AllowedOrigins = 'https://example.com'; AllowedMethods = 'GET' } : @{ Id = 'tmp'; Prefix = 'tmp/'; ExpirationDays = 7 }
        $process = [pscustomobject]@{ StandardOutput = [IO.StreamReader]::new([IO.MemoryStream]::new([byte[]](0..255))) }
        $ConfirmPreference = 'None'
        if ($Right -match '^Read-R2Object .*-Path \./db\.dump$') { Remove-Item ./db.dump }
        if ($Right -match '^(Remove|Get|Set)-R2BucketDomain web ') { $null = Add-R2BucketDomain web files.example.com }
        if ($Right -match '^Remove-R2BucketLock') { Set-R2BucketLock web -Rule @{ Id = 'keep'; Prefix = 'invoices/'; RetentionDays = 30 } }
        if ($Right -match '-R2BucketCors backups$') { Set-R2BucketCors backups -Rule @{ AllowedOrigins = 'https://example.com'; AllowedMethods = 'GET' } }
        # The emulator has any queue by its id, and none by name.
        $line = $Right -replace '-QueueName', '-QueueId'
        $failed = Get-R2Error { . ([scriptblock]::Create($line)) | Out-Null }
        $failed | Should -BeNullOrEmpty
    }

    It 'leaves what <Left> leaves' -Skip:(-not $rclone) -ForEach $compared {
        $ours = New-Scene "$scene/ours" $Right
        Set-Location "$scene/ours"
        $ConfirmPreference = 'None'
        . ([scriptblock]::Create($Right)) | Out-Null
        $expected = Get-Scene "$scene/ours" $ours
        Set-Location $there
        Stop-R2Emulator

        $theirs = New-Scene "$scene/theirs" $Left
        Set-Location "$scene/theirs"
        $settings = @{
            RCLONE_CONFIG_R2_TYPE = 's3'; RCLONE_CONFIG_R2_PROVIDER = 'Other'; RCLONE_CONFIG_R2_ENDPOINT = "$($theirs.Endpoint)"; RCLONE_CONFIG_R2_REGION = 'auto'
            RCLONE_CONFIG_R2_ACCESS_KEY_ID = $theirs.AccessKeyId; RCLONE_CONFIG_R2_SECRET_ACCESS_KEY = $theirs.Credential.GetNetworkCredential().Password
            RCLONE_CONFIG_R2_NO_CHECK_BUCKET = 'true'; RCLONE_CONFIG = "$scene/none.conf"; RCLONE_RETRIES = '1'
        }
        if ($Left -match ' mkdir ') { $settings.RCLONE_CONFIG_R2_NO_CHECK_BUCKET = 'false' }
        $settings.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
        try {
            $program, $arguments = $Left.Split(' ')
            $said = & $program $arguments 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$said"
        }
        finally { $settings.Keys | ForEach-Object { Remove-Item "env:$_" } }
        $expected | Should -Be (Get-Scene "$scene/theirs" $theirs)
    }
}
