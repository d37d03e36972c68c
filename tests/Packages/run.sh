#!/usr/bin/env bash
# The packages as they would be published: built twice, in folders of other names, and equal byte for byte; small; usable from where they are unpacked.
# Ends with 'N passed, N failed, N skipped'.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
# shellcheck source=tests/Conformance/servers/lib.sh
. tests/Conformance/servers/lib.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Of the commit, with whatever else lies in the working folder left out.
pack() { # <folder>
  local folder=$1
  git clone -q . "$folder" || return 1
  (
    cd "$folder" || exit 1
    dotnet build tools/Package -c Release -p:ContinuousIntegrationBuild=true -v quiet --nologo &&
      dotnet build src/R2.Testing -c Release -p:ContinuousIntegrationBuild=true -v quiet --nologo &&
      dotnet run --no-build -c Release --project tools/Package -- out/R2 out https://github.com/example/r2 "$(git rev-parse HEAD)" &&
      for project in R2.Resilience R2.Core R2.Emulator R2.Testing; do dotnet pack "src/$project" -c Release --no-build -o out -v quiet --nologo || exit 1; done
  )
}

if ! pack "$work/one" </dev/null || ! pack "$work/another/folder" </dev/null; then
  fail "the packages were not built"
  summary
  exit 1
fi

for package in "$work"/one/out/*.*nupkg; do
  name=$(basename "$package")
  if cmp "$package" "$work/another/folder/out/$name"; then pass "$name: two builds are equal, $(stat -c %s "$package") bytes"; else fail "$name: two builds differ"; fi
done

module=$(ls "$work"/one/out/R2.[0-9]*.nupkg)
if [ "$(stat -c %s "$module")" -le $((3 * 512 * 1024)) ]; then pass "the module is smaller than 1.5 MiB"; else fail "the module is larger than 1.5 MiB"; fi

# .NET: a program that has nothing but our packages, and the snippet of a README in it: what it prints.
version=$(basename "$module" .nupkg) version=${version#R2.}
snippet() { # <package> <lines before it> <lines after it> <sed of the snippet>
  local readme=$PWD/src/$1/README.md
  mkdir -p "$work/$1" && (
    cd "$work/$1" || exit 1
    cat >nuget.config <<XML
<configuration><packageSources><add key="packed" value="$work/one/out" /></packageSources></configuration>
XML
    cat >Program.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework><RollForward>Major</RollForward><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup>$([ "$1" = R2.Emulator ] || echo "<PackageReference Include=\"$1\" Version=\"$version\" />")<PackageReference Include="R2.Emulator" Version="$version" /></ItemGroup>
</Project>
XML
    sed -n '/^```csharp$/,/^```$/p' "$readme" | grep -v '^```' >snippet
    {
      grep '^using [A-Za-z0-9.]*;$' snippet
      echo "$2"
      grep -v '^using [A-Za-z0-9.]*;$' snippet | sed "$4"
      echo "$3"
    } >Program.cs
    dotnet run </dev/null 2>&1 | tail -n 1
  )
}
# On the emulator, with a bucket and a folder for each of its parts.
answer=$(snippet R2.Core 'using R2EmulatorServer account = R2EmulatorServer.Start(new() { Buckets = ["backups", "site"] });
  (string accessKeyId, string secretAccessKey) = (account.AccessKeyId, account.SecretAccessKey);
  File.WriteAllText("db.dump", "rows"); Directory.CreateDirectory("public/css"); File.WriteAllText("public/css/a.css", "css");' \
  'List<string> left = []; await foreach (R2Object item in client.EnumerateObjectsAsync("site")) { left.Add(item.Key); }
  Console.WriteLine($"{File.ReadAllText("copy.dump")} {string.Join(",", left)} {put.Attempts}");' 's/AccountId = accountId,/Endpoint = account.Endpoint,/')
if [ "$answer" = "rows css/a.css 2" ]; then pass "R2.Core is restored from its package, and the README's snippets compile and run"; else fail "the snippets of R2.Core's README: $answer"; fi
answer=$(snippet R2.Emulator '' '' 's/^\/\/ .*$/using HttpClient http = new(); await http.GetAsync(server.Endpoint);/')
if [ "$answer" = 1 ]; then pass "R2.Emulator is restored from its package, and the README's snippet compiles and runs"; else fail "the snippet of R2.Emulator's README: $answer"; fi

answer=$(snippet R2.Testing '' 'using HttpResponseMessage got = await new HttpMessageInvoker(fake, false).SendAsync(new(HttpMethod.Get, "https://any.invalid/photos/a.txt"), default);
  Console.WriteLine($"{r2.Server.Requests.CountOf("PutObject")} {await got.Content.ReadAsStringAsync()}");' 's/^$//')
if [ "$answer" = "2 text" ]; then pass "R2.Testing is restored from its package, and the README's snippets compile and run"; else fail "the snippets of R2.Testing's README: $answer"; fi

# Each example of examples/dotnet, and a test project of each framework: what they print, by the packages alone.
mkdir -p "$work/dotnet" && cp -r examples/dotnet/. "$work/dotnet" && cp -r tests/Packages/frameworks "$work/dotnet/frameworks" && cp "$work/R2.Core/nuget.config" "$work/dotnet"
example() { # <folder> <what it prints, lines joined by |>
  local printed
  printed=$(dotnet run --project "$work/dotnet/$1" -p:R2Version="$version" -p:RestorePackagesPath="$work/packages" </dev/null 2>&1 | paste -sd '|')
  if [ "$printed" = "$2" ]; then pass "examples/dotnet/$1 compiles by the packages and runs"; else fail "examples/dotnet/$1 printed: $printed"; fi
}
example BasicOperations '10 bytes, text/plain; charset=utf-8, by example|Hello, R2!|notes/copy.txt 10|notes/hello.txt 10|gone'
example StreamingUpload '12000000 bytes in 2 parts|120000 lines'
example Multipart '3 parts|True'
example PresignedUrls '200|from outside|True'
example Simulation '3 requests replayed, 0 left|True'
example Vault 'VAULT_ADDR is not set'
for framework in XUnit NUnit MSTest; do
  printed=$(dotnet run --project "$work/dotnet/frameworks/$framework" -p:R2Version="$version" -p:RestorePackagesPath="$work/packages" </dev/null 2>&1)
  if [ $? -eq 0 ] && grep -qiE '(succeeded|passed|total)[:=]? *2' <<<"$printed"; then pass "R2Fixture serves $framework"; else fail "R2Fixture in $framework: $printed"; fi
done

# PowerShell: from an otherwise empty module path.
answer=$(dotnet tool restore >/dev/null && PACKAGE=$module FOLDER=$work/modules PSModulePath=$work/modules dotnet pwsh -NoProfile -NonInteractive -Command '
  $ErrorActionPreference = "Stop"
  [IO.Compression.ZipFile]::ExtractToDirectory($env:PACKAGE, "$env:FOLDER/R2")
  $null = Test-ModuleManifest (Join-Path (Get-Module -ListAvailable R2).ModuleBase R2.psd1)
  $null = Start-R2Emulator demo; $null = "packed" | Write-R2Object -Key k; Read-R2Object k -AsString' </dev/null 2>&1)
if [ "$answer" = packed ]; then pass "the module's package works in pwsh from an empty module path"; else fail "the module's package in pwsh: $answer"; fi

summary
[ "$failed" -eq 0 ]
