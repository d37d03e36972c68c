# What every example of docs/help finds: a working directory with some files, and an emulator with some objects that the session is connected to.
# Dot-sourced before each example by Help.Tests.ps1, and before each runbook by tests/Unit/Docs.
param([string] $Folder)

# As where the module is installed: the runspaces of ForEach-Object -Parallel find it by its name.
$modules = [IO.Path]::GetFullPath("$PSScriptRoot/../../out")
if ($modules -notin $env:PSModulePath.Split([IO.Path]::PathSeparator)) {
    $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
}

$null = [IO.Directory]::CreateDirectory("$Folder/logs/app")
$null = [IO.Directory]::CreateDirectory("$Folder/site/css")
[IO.File]::WriteAllText("$Folder/note.txt", 'Buy milk')
[IO.File]::WriteAllText("$Folder/logs/2026-11-21.log", 'yesterday')
[IO.File]::WriteAllText("$Folder/logs/2026-11-22.log", 'today')
[IO.File]::WriteAllText("$Folder/logs/app/trace.log", 'trace')
[IO.File]::WriteAllText("$Folder/site/index.html", '<html/>')
[IO.File]::WriteAllText("$Folder/site/css/main.css", 'body { }')
[IO.File]::WriteAllBytes("$Folder/db.dump", [byte[]]::new(64KB))
$file = [IO.File]::Create("$Folder/disk.img")
$file.SetLength(11MB)
$file.Dispose()
$ExecutionContext.SessionState.Path.SetLocation($Folder)

$emulator = Start-R2Emulator backups, archive, photos
$null = Write-R2Object ./note.txt -Metadata @{ author = 'me' }
$null = Write-R2Object ./db.dump
$null = 'older' | Write-R2Object -Key logs/2026-11-20.log
$null = 'old' | Write-R2Object -Key logs/2026-11-21.log
$null = "month,sum`njanuary,7" | Write-R2Object -Key reports/2026/q1.csv
$null = "month,sum`napril,9" | Write-R2Object -Key reports/2026/q2.csv
$null = 'a' | Write-R2Object -Key tmp/a.bin
$null = 'b' | Write-R2Object -Key tmp/b.bin
$null = 'old' | Write-R2Object -Key old.txt -BucketName archive
$null = Start-R2MultipartUpload video.mp4 | Write-R2MultipartPart -PartNumber 1 -LiteralPath ./disk.img -Length 5MB

# Stands in for a vault, by the names that the module calls: nobody's own vault is touched.
New-Module -Name Microsoft.PowerShell.SecretManagement -ScriptBlock {
    $secrets = @{}
    function Get-Secret {
        [CmdletBinding()] param([string] $Name, [string] $Vault)
        $secrets[$Name]
    }
    function Set-Secret {
        [CmdletBinding()] param([string] $Name, [object] $Secret, [string] $Vault)
        $secrets[$Name] = $Secret
    }
} | Import-Module

$cred = $emulator.Credential
function Get-Credential { $cred } # there is nobody to ask
