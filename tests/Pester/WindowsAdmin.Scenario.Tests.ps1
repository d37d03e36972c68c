# Thirty lines as somebody types them who administers Windows: backslashes, blanks, umlauts, brackets, drives, CSV, access to what is hidden or read-only.
Describe 'An administrator of Windows' -Skip:(-not $IsWindows) {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $settings = Hide-Setting
        $modules = $env:PSModulePath # as where the module is installed: jobs find it by its name
        $env:PSModulePath = "$(Join-Path $root out);$modules"
        $emulator = Start-R2Emulator backups
        $desk = (New-Item -ItemType Directory (Join-Path $TestDrive 'My Reports')).FullName
    }

    AfterAll {
        Stop-R2Emulator
        $env:PSModulePath = $modules
        Restore-Setting $settings
    }

    It 'stores, lists, restores and compares a folder, without a surprise' {
        $session = {
            $ErrorActionPreference = 'Stop'
            Set-Location $desk
            New-Item -ItemType Directory .\2026\Q1, .\logs | Out-Null
            Get-Date | Export-Csv .\2026\Q1\sales.csv -NoTypeInformation
            "Grüße`r`nZeile 2`r`n" | Set-Content -LiteralPath '.\2026\Q1\Übersicht [final].txt' -Encoding utf8BOM -NoNewline
            [IO.File]::WriteAllBytes("$desk\2026\archive.zip", [byte[]]::new(6MB))
            'secret' | Set-Content .\2026\desktop.ini; (Get-Item .\2026\desktop.ini).Attributes = 'Hidden, System'
            'fixed' | Set-Content .\2026\fixed.txt; Set-ItemProperty .\2026\fixed.txt IsReadOnly $true
            1..3 | ForEach-Object { "line $_" | Set-Content ".\logs\app$_.log" }
            $up = Write-R2Object -Path .\2026 -Recurse -BucketName backups -Prefix "$env:USERNAME/"
            $up += Get-ChildItem .\logs\*.log | Write-R2Object -BucketName backups -Prefix logs/
            Write-R2Object -LiteralPath '.\2026\Q1\Übersicht [final].txt' -BucketName backups -Key 'Q1/Übersicht [final].txt' | Out-Null
            Get-R2ObjectList -BucketName backups | Export-Csv .\list.csv -NoTypeInformation
            New-PSDrive -Name Restore -PSProvider FileSystem -Root (New-Item -ItemType Directory .\restore) | Out-Null
            $down = Import-Csv .\list.csv | Read-R2Object -BucketName backups -Path Restore:\
            $different = Get-ChildItem .\2026 -Recurse -File -Force | Where-Object {
                $copy = $down | Where-Object FullName -like "*\$($env:USERNAME)\*$($_.Name -replace '([[\]])', '`$1')"
                (Get-FileHash -LiteralPath $copy.FullName).Hash -ne (Get-FileHash -LiteralPath $_.FullName).Hash
            }
            Read-R2Object -BucketName backups -Key logs/app1.log -Path .\app1.log | Out-Null
            $again = Read-R2Object -BucketName backups -Key logs/app1.log -Path .\app1.log -ErrorAction SilentlyContinue -ErrorVariable existing
            $url = (New-R2PresignedUrl -BucketName backups -Key logs/app2.log -ExpiresIn 0:10:00).Url
            Invoke-WebRequest $url -OutFile .\fetched.log
            $jobs = 1..2 | ForEach-Object { Start-ThreadJob { param($n, $c) "job $n" | Write-R2Object -Key "jobs/$n" -Connection $c -BucketName backups } -ArgumentList $_, (Get-R2Connection) }
            $done = $jobs | Receive-Job -Wait -AutoRemoveJob
            Remove-R2Object -BucketName backups -Key logs/app3.log -WhatIf | Out-Null
            Get-R2ObjectList -BucketName backups -Prefix logs/ | Remove-R2Object -BucketName backups -Confirm:$false
            $left = Get-R2ObjectList -BucketName backups
            Remove-PSDrive Restore; Set-Location $PSScriptRoot
        }
        . $session

        $up.Count | Should -Be 8
        $up.Key | Where-Object { $_ -like '*\*' } | Should -BeNullOrEmpty
        $up.Key | Should -Contain "$env:USERNAME/2026/Q1/Übersicht [final].txt"
        @($down).Count | Should -Be 9
        $different | Should -BeNullOrEmpty
        $again | Should -BeNullOrEmpty
        $existing[0].FullyQualifiedErrorId | Should -BeLike 'R2.FileExists*'
        Get-Content -LiteralPath "$desk\app1.log", "$desk\fetched.log" | Should -Be 'line 1', 'line 2'
        $done.Key | Sort-Object | Should -Be 'jobs/1', 'jobs/2'
        $left.Count | Should -Be 8
    }
}
