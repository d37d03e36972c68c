# Installs the R2 module of a release on GitHub for the steps that follow: only the package whose attestation says that publish.yml of that very repository made it of that
# very tag. Nothing comes from the PowerShell Gallery, where whoever takes the name R2 first could be anybody. ops/azure-devops/r2.yml holds this script too.
$ErrorActionPreference, $ProgressPreference = 'Stop', 'SilentlyContinue'
$repository, $version = $env:WANTED_REPOSITORY, $env:WANTED_VERSION
if ($repository -notmatch '\A[\w-]+/[\w.-]+\z') { throw "The repository is '$repository'; it must be the one on GitHub that publishes the module, as owner/name." }
if ($version -notmatch '\A\d+\.\d+\.\d+\z') { throw "The version is '$version'; it must be exact, such as 1.2.3." }
$folder = Join-Path ($env:RUNNER_TEMP ?? $env:AGENT_TEMPDIRECTORY) r2-module
$null = New-Item $folder -ItemType Directory -Force
$package, $attestation = "R2.$version.nupkg", 'attestation.jsonl' | ForEach-Object { Join-Path $folder $_ }
foreach ($file in $package, $attestation) {
  Invoke-WebRequest "https://github.com/$repository/releases/download/v$version/$(Split-Path $file -Leaf)" -OutFile $file
}
gh attestation verify $package --bundle $attestation --repo $repository --deny-self-hosted-runners --cert-identity "https://github.com/$repository/.github/workflows/publish.yml@refs/tags/v$version"
if ($LASTEXITCODE -ne 0) { throw "The package of R2 $version is not attested by $repository, and was not installed." }
$modules = Join-Path $folder modules
[IO.Compression.ZipFile]::ExtractToDirectory($package, (Join-Path $modules R2), $true)
$path = $modules + [IO.Path]::PathSeparator + $env:PSModulePath
if ($env:GITHUB_ENV) { "PSModulePath=$path" >> $env:GITHUB_ENV } else { "##vso[task.setvariable variable=PSModulePath]$path" }
