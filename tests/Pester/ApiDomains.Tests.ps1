# What a bucket is published at: custom domains and the r2.dev address, by Cloudflare's own API.
BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    # Always the emulator: nobody's account is published or locked by a test.
    $settings = Hide-Setting
    $at = [pscustomobject]@{ Bucket = 'pester-api'; Emulator = Start-R2Emulator pester-api }
}

AfterAll {
    Stop-R2Emulator
    Restore-Setting $settings
}

Describe 'Get-R2BucketDomain, Add-R2BucketDomain, Set-R2BucketDomain, Remove-R2BucketDomain' {
    AfterEach {
        Get-R2BucketDomain | Remove-R2BucketDomain -Confirm:$false
    }

    It 'publishes a bucket at a domain, whose zone is looked up, and waits until it serves' {
        $domain = Add-R2BucketDomain $at.Bucket files.example.com -MinTls 1.2 -Wait
        $domain | Should -BeOfType R2.Models.R2BucketDomain
        $domain.IsActive | Should -BeTrue
        $domain.ZoneName | Should -Be example.com
        $domain.BucketName | Should -Be $at.Bucket
        (Get-R2BucketDomain $at.Bucket files.example.com).MinTls | Should -Be 1.2
    }

    It 'changes and removes what is piped on, also from CSV' {
        $null = Add-R2BucketDomain $at.Bucket a.example.com
        $null = Add-R2BucketDomain $at.Bucket b.example.com
        Get-R2BucketDomain | Set-R2BucketDomain -MinTls 1.3
        (Get-R2BucketDomain).MinTls | Should -Be 1.3, 1.3
        Get-R2BucketDomain | Where-Object Domain -eq a.example.com | ConvertTo-Csv | ConvertFrom-Csv | Remove-R2BucketDomain -Confirm:$false
        (Get-R2BucketDomain).Domain | Should -Be b.example.com
    }

    It 'adds a row of CSV for each domain' {
        "BucketName,Domain`n$($at.Bucket),c.example.com`n$($at.Bucket),d.example.com" | ConvertFrom-Csv | Add-R2BucketDomain | ForEach-Object Domain | Should -Be c.example.com, d.example.com
    }

    It 'does nothing with -WhatIf' {
        Add-R2BucketDomain $at.Bucket files.example.com -WhatIf
        Get-R2BucketDomain | Should -BeNullOrEmpty
        $null = Add-R2BucketDomain $at.Bucket files.example.com
        Get-R2BucketDomain | Remove-R2BucketDomain -WhatIf
        Get-R2BucketDomain | Set-R2BucketDomain -Enabled $false -WhatIf
        (Get-R2BucketDomain).Enabled | Should -BeTrue
    }

    It 'refuses what is no host name, before it asks' {
        $errors = Get-R2Error { Add-R2BucketDomain $at.Bucket https://files.example.com/ }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.InvalidSetting,*'
        $errors.Exception.Message | Should -Match 'host name alone'
    }

    It 'says of a domain that is taken, with the number of Cloudflare' {
        $null = Add-R2BucketDomain $at.Bucket files.example.com
        $errors = Get-R2Error { Add-R2BucketDomain $at.Bucket files.example.com }
        $errors.FullyQualifiedErrorId | Should -Match '^R2\.Api\d+,'
        $errors.CategoryInfo.Category | Should -Be ResourceExists
    }

    It 'is not done by an object, which lies in a bucket' {
        $null = 'x' | Write-R2Object -Key a.txt
        $errors = Get-R2Error { Get-R2ObjectList | Get-R2BucketDomain }
        $errors.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*'
    }

    It 'completes domains' {
        $null = Add-R2BucketDomain $at.Bucket files.example.com
        $line = "Get-R2BucketDomain $($at.Bucket) f"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain files.example.com
    }

    It 'shows DNS and certificate' {
        $null = Add-R2BucketDomain $at.Bucket files.example.com -Wait
        Get-R2BucketDomain | Out-String -Width 120 | Should -Match 'files\.example\.com\s+True\s+active\s+active'
    }
}

Describe 'Get-R2BucketPublicAccess, Set-R2BucketPublicAccess' {
    It 'turns the r2.dev address on and off' {
        (Get-R2BucketPublicAccess).Enabled | Should -BeFalse
        $access = $at.Bucket | Set-R2BucketPublicAccess -Enabled $true -Confirm:$false
        $access.Url | Should -Match '^https://pub-[0-9a-f]+\.r2\.dev$'
        $access | Get-R2BucketPublicAccess -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.InputObjectNotBound,*' -Because 'a row that has more than a bucket stands for no bucket'
        (Set-R2BucketPublicAccess -Enabled $false -Confirm:$false).Enabled | Should -BeFalse
    }

    It 'does nothing with -WhatIf' {
        Set-R2BucketPublicAccess -Enabled $true -WhatIf
        (Get-R2BucketPublicAccess).Enabled | Should -BeFalse
    }

    It 'goes on after a bucket that is missing' {
        $found = @('none-at-all', $at.Bucket | Get-R2BucketPublicAccess -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'R2.Api10006,*'
        $failed.CategoryInfo.Category | Should -Be ObjectNotFound
    }
}
