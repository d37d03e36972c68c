# Every test file begins with this, in BeforeDiscovery or BeforeAll: the module as it was built, and none that is installed.
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$manifest = Join-Path $root 'out/R2/R2.psd1'
if (-not (Test-Path $manifest)) {
    throw "There is no '$manifest': run 'dotnet build' first."
}

Import-Module $manifest

# Takes the settings of whoever runs the tests out of the environment, for Restore-Setting: a test must never reach somebody's account.
function Hide-Setting {
    Get-ChildItem env:R2_*, env:AWS_*, env:CLOUDFLARE_* | ForEach-Object { $_; Remove-Item "env:$($_.Name)" }
}

function Restore-Setting([object[]] $Setting) {
    $Setting | Where-Object { $_ } | ForEach-Object { Set-Item "env:$($_.Name)" $_.Value }
}

# The command line of the PowerShell that runs this, program first. As a tool of .NET it is no program of its own: dotnet runs its pwsh.dll.
function Get-PowerShellCommand {
    [Environment]::ProcessPath
    if ([IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'dotnet') { Join-Path $PSHOME pwsh.dll }
}

# How to start another of the same PowerShell, for [Diagnostics.Process]::Start: all it reads and writes comes from here and goes here.
function New-PowerShellStart([string[]] $ArgumentList) {
    $program, $arguments = @(Get-PowerShellCommand) + $ArgumentList
    $start = [Diagnostics.ProcessStartInfo]::new($program, [string[]]$arguments)
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start
}

# Runs a script block in a PowerShell that has loaded nothing yet: what it wrote, and how it ended. Arguments are texts.
function Invoke-CleanProcess([scriptblock]$Script, [string[]]$ArgumentList = @()) {
    $kept = Hide-Setting
    try {
        $program, $arguments = Get-PowerShellCommand
        $values = $ArgumentList | ForEach-Object { "'$([Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($_))'" }
        $command = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("& {$Script} $values"))
        $output = & $program $arguments -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $command 2>&1
        [pscustomobject]@{
            ExitCode = $LASTEXITCODE
            Output   = @($output | ForEach-Object { "$_" })
            Errors   = @($output | Where-Object { $_ -is [Management.Automation.ErrorRecord] }) # the lines of standard error
        }
    }
    finally {
        Restore-Setting $kept
    }
}

# Where a file's tests work: an emulator of their own, or with R2_TEST_BUCKET a random prefix of that bucket, by the other R2_* settings.
# Nothing is made or removed outside the prefix.
function Open-TestBucket {
    $at = @{ Prefix = "pester-$([Convert]::ToHexString([Security.Cryptography.RandomNumberGenerator]::GetBytes(6)).ToLowerInvariant())/" }
    if ($env:R2_TEST_BUCKET) {
        $null = Connect-R2 -BucketName $env:R2_TEST_BUCKET
    }
    else {
        # A test that disconnects must not fall back to the account of whoever runs it.
        $at.Environment = Hide-Setting
        $at.Emulator = Start-R2Emulator pester-bucket
    }
    $at.Connection = Get-R2Connection
    $at.Bucket = $at.Connection.BucketName
    [pscustomobject]$at
}

function Close-TestBucket([object] $At) {
    if ($At.Emulator) {
        Stop-R2Emulator
    }
    else {
        $null = Connect-R2 -BucketName $env:R2_TEST_BUCKET # anew: a test may have closed the file's own
        Get-R2MultipartUpload -Prefix $At.Prefix | Stop-R2MultipartUpload -Confirm:$false
        Get-R2ObjectList -Prefix $At.Prefix | Remove-R2Object -Confirm:$false
    }
    Disconnect-R2
    Restore-Setting $At.Environment
}

# Puts a folder in place of the user's own for settings or for state, or the user's back; gives the one that it was until now.
function Switch-UserFolder([ValidateSet('Config', 'State')] [string] $Of, [string] $Folder) {
    $variable = if ($Of -eq 'Config') { $IsWindows ? 'APPDATA' : 'XDG_CONFIG_HOME' } else { $IsWindows ? 'LOCALAPPDATA' : 'XDG_STATE_HOME' }
    [Environment]::GetEnvironmentVariable($variable)
    [Environment]::SetEnvironmentVariable($variable, $Folder)
}

# A folder of its own for profiles, in place of the user's; Connection and Prefix are for Invoke-Answering.
function Open-TestProfile([string] $Folder) {
    [pscustomobject]@{ Environment = Hide-Setting; Config = Switch-UserFolder Config $Folder; Connection = $null; Prefix = '' }
}

function Close-TestProfile([object] $At) {
    $null = Switch-UserFolder Config $At.Config
    Restore-Setting $At.Environment
}

# A recording of one upload. The emulator is its own even with R2_TEST_BUCKET: it is stopped to show that a replay needs none.
function New-TestRecording([string] $Folder) {
    $emulator = Start-R2Emulator simulated
    $null = Start-R2Simulation -Record -Path $Folder
    $null = 'Hello' | Write-R2Object -Key hello.txt
    Stop-R2Simulation
    $emulator
}

# For tests of what a real bucket must be spared, or cannot do at will.
function Skip-OnR2([string] $Because) {
    if ($env:R2_TEST_BUCKET) { Set-ItResult -Skipped -Because "R2_TEST_BUCKET is set and this $Because" }
}

# The errors of a script, be it that they end it or that it goes on.
function Get-R2Error([scriptblock] $Script) {
    $ErrorActionPreference = 'Continue'
    try { & $Script 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } } catch { $_ }
}

# Runs a script in a runspace of its own, where somebody answers each question in the same way: what was asked, and what came of it.
function Invoke-Answering([ValidateSet('Yes', 'YesToAll', 'No', 'NoToAll')] [string] $Answer, [string] $Script) {
    # Compiled once a process: a class costs more than the runspace.
    $global:R2AnsweringHost ??= & { . (Join-Path $PSScriptRoot AnsweringHost.ps1); [AnsweringHost] }
    $questions = [Collections.Generic.List[string]]::new()
    $shell = [powershell]::Create()
    $shell.Runspace = [runspacefactory]::CreateRunspace($R2AnsweringHost::new(@('Yes', 'YesToAll', 'No', 'NoToAll').IndexOf($Answer), $questions), [initialsessionstate]::CreateDefault2())
    try {
        $shell.Runspace.Open()
        $null = $shell.AddScript('param($manifest, $connection, $prefix) Import-Module $manifest; ' + $Script)
        $output = $shell.AddParameters(@{ manifest = $manifest; connection = $at.Connection; prefix = $at.Prefix }).Invoke()
        [pscustomobject]@{ Questions = @($questions); Output = @($output); Errors = @($shell.Streams.Error) }
    }
    finally {
        $shell.Runspace.Dispose()
        $shell.Dispose()
    }
}

# Waits for something in the emulator's log or on the disk; a test that waits in vain fails.
function Wait-Until([scriptblock] $Condition) {
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($patience.Elapsed.TotalSeconds -gt 60) { throw "Waited in vain for $Condition" }
        [Threading.Thread]::Sleep(20)
    }
}
