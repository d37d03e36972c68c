# What Cloudflare does by itself in a bucket: emptying it, telling queues, fetching from other clouds; and its settings.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $settings = Hide-Setting
    $at = [pscustomobject]@{ Bucket = 'pester-api'; Emulator = Start-R2Emulator pester-api, pester-two }
    $cred = [pscredential]::new('sourceid', (ConvertTo-SecureString 'sourceSecretThatMustNotShow' -AsPlainText))
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'Clear-R2Bucket, Get-R2Job, Wait-R2Job' {
    BeforeEach {
        1..5 | ForEach-Object { 'x' | Write-R2Object -Key "tmp/$_" } | Out-Null
        $null = 'x' | Write-R2Object -Key keep.txt
    }

    It 'deletes below a prefix, by a job that is waited for' {
        $job = Clear-R2Bucket $at.Bucket -Prefix tmp/ -Confirm:$false
        $job | Should -BeOfType R2.Models.R2Job
        $done = $job | Wait-R2Job
        $done.Status | Should -Be COMPLETED
        $done.DeletedObjects | Should -Be 5
        (Get-R2ObjectList).Key | Should -Be keep.txt
        (Get-R2Job $at.Bucket $job.JobId).Status | Should -Be COMPLETED
        (Get-R2Job -Status COMPLETED).JobId | Should -Contain $job.JobId
    }

    It 'empties the bucket' {
        (Clear-R2Bucket $at.Bucket -Wait -Confirm:$false).IsBucketClear | Should -BeTrue
        Get-R2ObjectList | Should -BeNullOrEmpty
    }

    It 'does nothing with -WhatIf, and nothing for a variable that is not set' {
        Clear-R2Bucket $at.Bucket -WhatIf
        $errors = Get-R2Error { Clear-R2Bucket $at.Bucket -Prefix $unset -Confirm:$false }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.EmptyFilter,*'
        $errors = Get-R2Error { Get-R2ObjectList | Select-Object -First 1 | Clear-R2Bucket -Confirm:$false }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
        @(Get-R2ObjectList).Count | Should -Be 6
    }

    It 'says beforehand that notification rules are in the way' {
        $null = Add-R2BucketNotification $at.Bucket -QueueId q1 -Action object-create
        try {
            $errors = Get-R2Error { Clear-R2Bucket $at.Bucket -Confirm:$false }
            $errors.FullyQualifiedErrorId | Should -BeLike 'R2.Api10034,*'
            $errors.ErrorDetails.RecommendedAction | Should -Match 'Remove-R2BucketNotification'
            @($at.Emulator.Requests | Where-Object { $_.Operation -eq 'r2-delete-objects' -and $_.Status -eq 409 }).Count | Should -Be 0
            @(Get-R2ObjectList).Count | Should -Be 6
        }
        finally { Remove-R2BucketNotification $at.Bucket -All -Confirm:$false }
    }

    It 'is refused what a lock keeps' {
        Set-R2BucketLock $at.Bucket -Rule @{ Id = 'l'; Prefix = 'tmp/'; Indefinite = $true }
        try {
            $errors = Get-R2Error { Clear-R2Bucket $at.Bucket -Prefix tmp/ -Confirm:$false }
            $errors.FullyQualifiedErrorId | Should -BeLike 'R2.Api10069,*'
        }
        finally { Remove-R2BucketLock $at.Bucket -All -Confirm:$false }
    }
}

Describe 'Get-R2BucketNotification, Add-R2BucketNotification, Remove-R2BucketNotification' {
    AfterEach {
        Remove-R2BucketNotification $at.Bucket -All -Confirm:$false
    }

    It 'adds rules, lists them and removes those that are piped on' {
        $rule = Add-R2BucketNotification $at.Bucket -QueueId q1 -Action object-create -Prefix in/ -Description words
        $rule | Should -BeOfType R2.Models.R2BucketNotification
        $rule.RuleId | Should -Not -BeNullOrEmpty
        $rule.Actions | Should -Be PutObject, CopyObject, CompleteMultipartUpload
        $null = Add-R2BucketNotification $at.Bucket -QueueId q2 -Action object-delete
        @(Get-R2BucketNotification).Count | Should -Be 2
        Get-R2BucketNotification | Where-Object QueueId -eq q1 | Remove-R2BucketNotification -Confirm:$false
        (Get-R2BucketNotification).QueueId | Should -Be q2
    }

    It 'never sends a removal without ids unless -All is given' {
        $null = Add-R2BucketNotification $at.Bucket -QueueId q1 -Action object-create
        { Remove-R2BucketNotification $at.Bucket q1 @() -Confirm:$false } | Should -Throw
        { Remove-R2BucketNotification $at.Bucket q1 $null -Confirm:$false } | Should -Throw
        Remove-R2BucketNotification $at.Bucket -All -WhatIf
        @(Get-R2BucketNotification).Count | Should -Be 1
    }

    It 'names the rule that a new one overlaps with, before it sends it' {
        $old = Add-R2BucketNotification $at.Bucket -QueueId q1 -Action object-create -Prefix in/
        $errors = Get-R2Error { Add-R2BucketNotification $at.Bucket -QueueId q2 -Action PutObject -Prefix in/a/ }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidRule,*'
        $errors.Exception.Message | Should -Match $old.RuleId
        $null = Add-R2BucketNotification $at.Bucket -QueueId q2 -Action PutObject -Prefix out/
        @(Get-R2BucketNotification).Count | Should -Be 2
    }
}

Describe 'Set-R2Bucket' {
    It 'sets storage class and local uploads' {
        $bucket = Set-R2Bucket $at.Bucket -StorageClass STANDARD_IA -LocalUploads $true -PassThru
        $bucket.StorageClass | Should -Be STANDARD_IA
        $bucket.LocalUploads | Should -BeTrue
        $bucket | Test-R2Bucket | Should -BeTrue -Because 'it stands for the bucket'
        Get-R2Bucket $at.Bucket | Set-R2Bucket -StorageClass STANDARD
        Set-R2Bucket $at.Bucket -StorageClass STANDARD_IA -WhatIf
        (Set-R2Bucket $at.Bucket -LocalUploads $false -PassThru).StorageClass | Should -Be STANDARD
    }
}

Describe 'Get-R2BucketSippy, Enable-R2BucketSippy, Disable-R2BucketSippy' {
    It 'turns it on and off, and shows no secret' {
        (Get-R2BucketSippy).Enabled | Should -BeFalse
        $sippy = Enable-R2BucketSippy $at.Bucket -AwsBucket old -Region eu-west-1 -SourceCredential $cred
        $sippy.Provider, $sippy.SourceBucket, $sippy.SourceRegion | Should -Be aws, old, eu-west-1
        $sippy | Format-List * -Force | Out-String | Should -Not -Match MustNotShow
        Enable-R2BucketSippy $at.Bucket -GcsBucket old -SourceCredential $cred -WhatIf
        (Get-R2BucketSippy).Provider | Should -Be aws
        Disable-R2BucketSippy
        (Get-R2BucketSippy).Enabled | Should -BeFalse
    }
}

Describe 'Get-R2Usage' {
    It 'adds up what each bucket held and was asked' {
        $null = 'hello' | Write-R2Object -Key usage.txt
        $usage = Get-R2Usage $at.Bucket
        $usage.Objects | Should -BeGreaterThan 0
        $usage.Bytes | Should -BeGreaterThan 4
        $usage.ClassAOperations | Should -BeGreaterThan 0
        $usage.EstimatedCost | Should -BeGreaterThan 0
        (Get-R2Usage -Account).Standard.Objects | Should -BeGreaterThan 0
        (Get-R2Usage pester-*).BucketName | Should -Be pester-api, pester-two
        Get-R2Usage | Out-String -Width 120 | Should -Match pester-api
    }

    It 'refuses a time that Cloudflare does not keep' {
        (Get-R2Error { Get-R2Usage -From (Get-Date).AddDays(-60) }).FullyQualifiedErrorId | Should -BeLike 'R2.InvalidArgument,*'
    }
}

Describe 'New-R2TemporaryCredential' {
    It 'is made by Cloudflare with -Server, and works' {
        $temp = New-R2TemporaryCredential ObjectReadOnly -BucketName $at.Bucket -Lifetime 10m -Server
        $temp.Expires | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
        $connection = $temp | Connect-R2 -Endpoint $at.Emulator.Endpoint -NoDefault
        Get-R2ObjectList $at.Bucket -Connection $connection | Should -Not -BeNullOrEmpty
        (Get-R2Error { 'x' | Write-R2Object -Key no -BucketName $at.Bucket -Connection $connection }).FullyQualifiedErrorId | Should -BeLike 'R2.AccessDenied,*'
    }
}
