# The README, as it is pasted in a fresh clone, and the pictures in it.
Describe 'README' {
    BeforeAll {
        . (Join-Path $PSScriptRoot Import.ps1)
        $readme = [IO.File]::ReadAllText((Join-Path $root README.md)).ReplaceLineEndings("`n")
        $blocks = [regex]::Matches($readme, '```powershell\n(?<code>(.|\n)*?)```') | ForEach-Object { $_.Groups['code'].Value }
        $first = $blocks | Where-Object { $_ -match '^\./build\.ps1; ' }
        $five = $blocks | Where-Object { $_ -match '^# upload' }

        # What a clone has once it is built, in a folder of its own.
        $clone = New-Item -ItemType Directory "$TestDrive/clone"
        Copy-Item (Join-Path $root docs) $clone -Recurse
        $null = New-Item -ItemType Directory "$clone/out"
        Copy-Item (Join-Path $root out/R2) "$clone/out" -Recurse
    }

    # The Windows run has the module in its session already, and PowerShell takes its types from one folder only.
    It 'runs from its first line on, without an error' -Skip:$IsWindows {
        $run = Invoke-CleanProcess {
            param($folder, $first, $five)
            $ErrorActionPreference = 'Stop'
            Set-Location $folder
            foreach ($line in ($first -replace '^\./build\.ps1; ').Split("`n") + $five.Split("`n") | Where-Object { $_.Trim() }) {
                "PS> $line"
                . ([scriptblock]::Create($line)) | Out-String -Width 120
            }
            'the end'
        } -ArgumentList "$clone", $first, $five
        $text = $run.Output -join "`n"
        $run.ExitCode | Should -Be 0 -Because $text
        $run.Errors | Should -BeNullOrEmpty
        $text | Should -Match 'the end'
        $text | Should -Match "(?m)^Hello"
        $text | Should -Match 'docs/help/'
        $text | Should -Match 'https?://\S+X-Amz-Signature='
        $text | Should -Match 'What if: .*2026/11/README\.md'
        "$clone/out/restore/2026/11/tasks.md" | Should -Exist
    }

    It 'shows in its first picture what its first block says' {
        $picture = [IO.File]::ReadAllText((Join-Path $root docs/images/quick-start.svg)).ReplaceLineEndings("`n")
        $typed = [regex]::Matches($picture, '>PS&gt;</text>\n<text [^>]*>(?<line>[^<]*)</text>') | ForEach-Object { [Net.WebUtility]::HtmlDecode($_.Groups['line'].Value).Trim() }
        $written = $first.Trim().Split("`n") | Select-Object -Skip 1 | ForEach-Object { ($_ -replace '\s{2,}#.*$').Trim() }
        $typed | Should -Be $written
    }

    It 'shows the times of benchmarks/README.md, as the script draws them' {
        $drawn = "$TestDrive/transfers.svg"
        & (Join-Path $root benchmarks/Chart.ps1) -Path $drawn
        [IO.File]::ReadAllText((Join-Path $root docs/images/transfers.svg)).ReplaceLineEndings("`n") | Should -BeExactly ([IO.File]::ReadAllText($drawn))
        [IO.File]::ReadAllText($drawn) | Should -Match 'this module</text>'
    }
}
