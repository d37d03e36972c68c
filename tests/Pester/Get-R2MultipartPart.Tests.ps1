BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $prefix = $at.Prefix
    $upload = Start-R2MultipartUpload "${prefix}parts"
    2, 1 | ForEach-Object { $null = $upload | Write-R2MultipartPart -PartNumber $_ -InputObject ('x' * $_) }
}

AfterAll {
    Close-TestBucket $at
}

Describe 'Get-R2MultipartPart' {
    It 'lists the parts in the order of their numbers' {
        $parts = Get-R2MultipartPart $upload.Key $upload.UploadId
        $parts | Should -BeOfType R2.Models.R2Part
        $parts.PartNumber | Should -Be 1, 2
        $parts.Size | Should -Be 1, 2
        $parts[0].ETag | Should -Be 9dd4e461268c8034f5c8564e155c67a6 # MD5 of "x"
    }

    It 'takes uploads of a list' {
        (Get-R2MultipartUpload -Prefix $prefix | Get-R2MultipartPart).PartNumber | Should -Be 1, 2
    }

    It 'is nothing of an upload that has no parts yet' {
        Start-R2MultipartUpload "${prefix}empty" | Get-R2MultipartPart | Should -BeNullOrEmpty
    }

    It 'says where there is no such upload, and goes on' {
        $parts = @([pscustomobject]@{ Key = "${prefix}none"; UploadId = 'none' }, $upload | Get-R2MultipartPart -ErrorAction SilentlyContinue -ErrorVariable failed)
        $parts.Count | Should -Be 2
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.NoSuchUpload,*'
        $failed.TargetObject | Should -Be "$($at.Bucket)/${prefix}none"
    }

    It 'shows number and size' {
        $upload | Get-R2MultipartPart | Out-String -Width 100 | Should -Match '2 +2 B'
    }
}
