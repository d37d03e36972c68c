BeforeAll {
    . (Join-Path $PSScriptRoot Import.ps1)
    $emulator = Start-R2Emulator metric-bucket
}

AfterAll {
    $emulator | Stop-R2Emulator
}

Describe 'Get-R2Metric' {
    It 'says what the session did, and that the free tier is not taken off its cost' {
        1..3 | ForEach-Object { $null = "$_" | Write-R2Object -Key "k$_" }

        $shown = Get-R2Metric | Out-String -Width 200

        $shown | Should -Match 'EstimatedCost +: 0\.000014 USD, before the 1 million Class A'
        $shown | Should -Match 'PutObject: 3'
    }

    It 'shows the operations as a table' {
        $null = Get-R2ObjectList

        (Get-R2Metric).Operations | Out-String -Width 200 | Should -Match '(?m)^ListObjectsV2 +1 +0 +0 '
    }
}
