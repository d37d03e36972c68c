# What the drive asks of R2, counted: each earlier drive of its kind disappointed by it.
BeforeDiscovery { $onR2 = [bool]$env:R2_TEST_BUCKET }

BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $at = Open-TestBucket
    $start = Get-Location
    'a.txt', 'css/a.css', 'css/b.css', 'css/deep/x.css' | ForEach-Object { $null = "text of $_" | Write-R2Object -Key $_ }
    function Get-Request([scriptblock] $Script) {
        if ($at.Emulator) { $at.Emulator.Requests.Clear() }
        $null = & $Script
        @($at.Emulator.Requests | ForEach-Object Operation)
    }
}

AfterAll {
    Set-Location $start
    Close-TestBucket $at
}

Describe 'The drive asks' -Skip:$onR2 {
    BeforeEach { $null = New-PSDrive -Name R2 -PSProvider R2 -Root $at.Bucket -Scope Global }

    AfterEach {
        Set-Location $start
        Remove-PSDrive R2 -Scope Global
    }

    It 'once to be made' {
        Get-Request { New-PSDrive -Name R3 -PSProvider R2 -Root $at.Bucket } | Should -HaveCount 1
    }

    It 'once to go to a folder, and the listing is there then' {
        Get-Request { Set-Location R2:/css } | Should -Be ListObjectsV2
        Get-Request { Get-ChildItem } | Should -BeNullOrEmpty
    }

    It 'once to list a page' {
        Get-Request { Get-ChildItem R2:/css } | Should -Be ListObjectsV2
    }

    It 'once to list a page again without a cache' {
        $null = New-PSDrive -Name Raw -PSProvider R2 -Root $at.Bucket -NoCache
        Get-Request { Get-ChildItem Raw:/css } | Should -Not -BeNullOrEmpty
        Get-Request { Get-ChildItem Raw:/css } | Should -Not -BeNullOrEmpty
    }

    It 'once for a recursive listing' {
        Get-Request { Get-ChildItem R2:/ -Recurse } | Should -Be ListObjectsV2
        Set-Location R2:/
    }

    It 'once for a recursive listing of a folder' {
        Get-Request { Get-ChildItem R2:/css -Recurse } | Should -Be ListObjectsV2
    }

    It 'once for a pattern, and only for what begins so' {
        Get-Request { Get-ChildItem R2:/css/a* } | Should -HaveCount 1
        ($at.Emulator.Requests | Select-Object -First 1).Target | Should -BeLike '*prefix=css%2Fa*'
    }

    It 'once to read a text' {
        Get-Request { Get-Content R2:/css/a.css } | Should -Be GetObject
        Get-Request { [pscustomobject]@{ Path = 'R2:/css/b.css' } | Get-Content -Raw } | Should -Be GetObject
    }

    It 'once for each object that is listed and read' {
        Get-Request { Get-ChildItem R2:/css -File | Get-Content } | Should -Be ListObjectsV2, GetObject, GetObject
    }

    It 'once to write a text' {
        Get-Request { Set-Content R2:/new.txt -Value x } | Should -Be PutObject
    }

    It 'once for an item, twice at most' {
        Get-Request { Get-Item R2:/a.txt } | Should -HaveCount 1
        (Get-Request { Get-Item R2:/css }).Count | Should -BeLessOrEqual 2
        (Get-Request { Test-Path R2:/css/none }).Count | Should -BeLessOrEqual 2
    }

    It 'once for Tab' {
        Get-Request { (TabExpansion2 'Get-Item R2:/cs' 15).CompletionMatches.CompletionText.Replace('\', '/') | Should -Be R2:/css } | Should -HaveCount 1
    }

    It 'nothing for Tab on the name of a command, nor for a prompt' {
        Set-Location R2:/css
        $at.Emulator.Requests.Clear()
        $null = New-PSDrive -Name R4 -PSProvider R2 -Root $at.Bucket
        Set-Location R4:/css
        Remove-PSDrive R2 -Scope Global
        $null = New-PSDrive -Name R2 -PSProvider R2 -Root $at.Bucket -Scope Global
        Set-Location R2:/
        Get-Request { (TabExpansion2 'Get-ChildI' 10).CompletionMatches.CompletionText | Should -Contain Get-ChildItem } | Should -BeNullOrEmpty
        Get-Request { prompt; "$PWD"; Get-Location } | Should -BeNullOrEmpty
    }

    It 'nothing for other drives' {
        Set-Location R2:/css
        Get-Request { Get-ChildItem env:, variable:; Test-Path $PSScriptRoot; Get-Command Get-Item; Get-Item $PSScriptRoot } | Should -BeNullOrEmpty
    }

    It 'once to remove a thousand' {
        $null = New-R2Bucket many-rows
        $n = @(0); $null = @('x') * 1100 | Write-R2Object -BucketName many-rows -Key { "k$(($n[0]++).ToString('0000'))" } -ThrottleLimit 32
        $null = New-PSDrive -Name Many -PSProvider R2 -Root many-rows
        $asked = Get-Request { Get-ChildItem Many:/ | Remove-Item }
        $asked | Where-Object { $_ -eq 'DeleteObjects' } | Should -HaveCount 2
        $asked | Should -HaveCount 4
        Get-R2ObjectList many-rows | Should -BeNullOrEmpty
    }
}
