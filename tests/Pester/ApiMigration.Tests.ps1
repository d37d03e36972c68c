# Super Slurper, driven from here: what it needs is checked first, what it does is shown and can be suspended.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $emulator = Start-R2Emulator old, new
    1..4 | ForEach-Object { "$_" | Write-R2Object -Key "a/$_" -BucketName old } | Out-Null
    $cred = $emulator.Credential
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'Start-R2Migration, Get-R2Migration, Suspend-R2Migration, Resume-R2Migration, Stop-R2Migration' {
    BeforeEach {
        $null = Get-R2ObjectList new | Remove-R2Object -Confirm:$false
    }

    It 'copies another bucket of the account, waits and tells what it did' {
        $migration = Start-R2Migration old new -Wait
        $migration | Should -BeOfType R2.Models.R2Migration
        $migration.Status | Should -Be completed
        $migration.TransferredObjects | Should -Be 4
        (Get-R2ObjectList new).Count | Should -Be 4
        ($migration | Get-R2Migration).Finished | Should -Not -BeNullOrEmpty
        ($migration | Get-R2Migration -Log).Type | Should -Contain migrationComplete
        Get-R2Migration | Out-String -Width 140 | Should -Match 'completed\s+r2:old\s+new\s+4 of 4'
    }

    It 'takes a source as a hashtable, with vendor and credential' {
        $source = @{ Vendor = 'S3'; Bucket = 'old'; Endpoint = 'https://s3.example.com'; Credential = $cred; Prefix = 'a/' }
        $migration = Start-R2Migration -Source $source -BucketName new | Get-R2Migration -Wait
        $migration.Vendor, $migration.SourceEndpoint, $migration.SourcePrefix | Should -Be s3, 'https://s3.example.com/', a/
        $source | Out-Null
    }

    It 'leaves what is there with -SkipExisting' {
        $null = 'mine' | Write-R2Object -Key a/1 -BucketName new
        $migration = Start-R2Migration old new -SkipExisting -Wait
        $migration.SkippedObjects | Should -Be 1
        Read-R2Object a/1 -BucketName new -AsString | Should -Be mine
    }

    It 'is suspended, resumed and stopped' {
        $migration = Start-R2Migration old new
        ($migration | Suspend-R2Migration -PassThru).Status | Should -Be paused
        $migration | Resume-R2Migration
        ($migration | Get-R2Migration -Wait).Status | Should -Be completed
        $other = Start-R2Migration old new
        $other | Stop-R2Migration -WhatIf
        ($other | Stop-R2Migration -Confirm:$false -PassThru).Status | Should -Be aborted
        (Get-R2Error { $other | Resume-R2Migration }).FullyQualifiedErrorId | Should -Match '^R2\.Api\d+,'
    }

    It 'says of <What>, before anything is started' -ForEach @(
        @{ What = 'a migration to itself'; Script = { Start-R2Migration old old }; Id = 'R2.InvalidArgument,*'; Message = 'into itself' }
        @{ What = 'a source that cannot be read'; Script = { Start-R2Migration nowhere new }; Id = 'R2.MigrationSourceUnreachable,*'; Message = 'nowhere' }
        @{ What = 'a target that cannot be written'; Script = { Start-R2Migration old nowhere }; Id = 'R2.MigrationTargetUnreachable,*'; Message = 'nowhere' }
        @{ What = 'a source without a credential'; Script = { Start-R2Migration @{ Vendor = 'S3'; Bucket = 'old' } new }; Id = 'R2.InvalidArgument,*'; Message = 'no Credential' }
        @{ What = 'a source with a name that is none'; Script = { Start-R2Migration @{ Vendor = 'S3'; Bukket = 'old' } new }; Id = 'R2.InvalidArgument,*'; Message = 'bukket' }
    ) {
        $before = @(Get-R2Migration).Count
        $errors = Get-R2Error $Script
        $errors.FullyQualifiedErrorId | Should -BeLike $Id
        $errors.Exception.Message | Should -Match $Message
        @(Get-R2Migration).Count | Should -Be $before
    }

    It 'completes migrations' {
        $id = (Get-R2Migration)[0].MigrationId
        $line = "Get-R2Migration $($id.Substring(0, 4))"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText.Trim("'") | Should -Contain $id
    }
}
