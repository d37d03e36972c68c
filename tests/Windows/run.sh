#!/usr/bin/env bash
# The build for Windows, run in Wine:  tests/Windows/run.sh
#   (a) what of R2.Unit meets files, names, locks, HTTP and the emulator; a test that hangs twice is ended by a time limit and named
#   (b) tests/Pester, in PowerShell as Windows has it, and examples/QuickStart.ps1
#   (c) lacks.txt: what Wine lacks, and no Windows does. Each entry must fail as ever, or the run fails; it counts as skipped
# Installs Debian's Wine where it runs as root; where it cannot be had, all of it is skipped. Green means that it runs in Wine: .github/workflows/build.yml runs real Windows.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=../Conformance/servers/lib.sh
. "$root/tests/Conformance/servers/lib.sh"

nothing() { skip "Windows in Wine: $1"; summary; exit 0; }
[ "$(uname -m)" = x86_64 ] || nothing "this machine is no x86_64"
if ! have wine wineserver script && ! why=$(apt_install wine wine64 bsdutils); then nothing "$why"; fi

work=$(mktemp -d "${TMPDIR:-/tmp}/r2-windows.XXXXXX")
export WINEPREFIX=$work/prefix WINEDEBUG=-all
# Without the first two .NET ends in Wine before it begins. The others make the moments rarer at which it stops its threads, which not all processes live through in Wine.
export DOTNET_EnableWriteXorExecute=0 DOTNET_LegacyExceptionHandling=1 DOTNET_gcConcurrent=0 DOTNET_TieredPGO=0 DOTNET_GCgen0size=10000000
end() {
  wineserver -k 2>/dev/null
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

prepare() {
  timeout 180 wineboot -i &&
    timeout 30 wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f &&
    timeout 30 wine reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug' /v Auto /t REG_SZ /d 0 /f # no debugger that waits for somebody
}
prepare >"$work/prepare" 2>&1 </dev/null || nothing "it does not start on this machine: $(tail -n 1 "$work/prepare")"

built=$root/out/windows
# The lock files are those of the build for any system, and obj of a build of its own. The build brings tools/Shell along.
build() {
  (cd "$root" && dotnet tool restore >/dev/null) &&
    dotnet build "$root/tests/Pester" -nologo -v quiet &&
    timeout 600 dotnet build "$root/tests/Unit" -nologo -v quiet -r win-x64 --self-contained --artifacts-path "$built" \
      -p:NuGetLockFilePath=obj/windows.lock.json -p:RestoreLockedMode=false "-p:R2ModuleDirectory=$root/out/R2/"
}
if ! build </dev/null; then fail "the build for Windows"; summary; exit 1; fi
unit=$built/bin/R2.Unit/debug_win-x64
shell=$built/bin/R2.Shell/debug_win-x64
# The modules that PowerShell brings along for Windows: the tool has them, its SDK not all.
cp -rn "$(find "${NUGET_PACKAGES:-$HOME/.nuget/packages}/powershell" -path '*/win/Modules' | sort -V | tail -n 1)" "$shell/"

# lacks.txt: test | symptom | reason. 'Pester: …' is the end of a test's path.
tests=() symptoms=()
while IFS='|' read -r name symptom _; do
  tests+=("$(sed 's/^ *//; s/ *$//' <<<"$name")") symptoms+=("$(sed 's/^ *//; s/ *$//' <<<"$symptom")")
done < <(grep -vE '^(#|$)' "$here/lacks.txt")
declare -A met=()
all_ended=true # each part so far could count

# A test that failed, which lacks.txt may know: unless_declared <name> <what it said>
unless_declared() {
  local i
  for i in "${!tests[@]}"; do
    if [[ "$1" == "${tests[$i]}" || ("${tests[$i]}" == Pester:* && "Pester: $1" == "Pester: "*"${tests[$i]#Pester: }") ]] && grep -qaF "${symptoms[$i]}" <<<"$2"; then
      met[$i]=1
      skip "$1: ${symptoms[$i]}"
      return
    fi
  done
  fail "$1"
  echo "$2"
}

# A part of R2.Unit: units <what> <seconds> <what R2.Unit takes>. Now and then Wine loses a thread, or cannot stop one for the garbage collector, and .NET hangs or ends the
# process ('Fatal error.', or nothing): that says nothing of any test, and the part is begun again, twice at most. A test that fails, or hangs a second time, is final.
units() {
  local what=$1 seconds=$2 log=$work/unit begun=$SECONDS total wrong skips status again=-1 open='' before='' name
  for _ in 1 2 3; do
    again=$((again + 1))
    (cd "$unit" && timeout -k 5 "$seconds" wine ./R2.Unit.exe -noColor -parallel none -reporter verbose "${@:3}" </dev/null >"$log.raw" 2>&1)
    status=$?
    tr -d '\r' <"$log.raw" >"$log"
    if grep -q '   R2.Unit  Total: ' "$log"; then break; fi
    # What was begun and not ended.
    open=$(sed -nE 's/^ +(.*) \[(STARTING|FINISHED)\].*/\1\t\2/p' "$log" | awk -F'\t' '$2 == "STARTING" { open[$1] } $2 == "FINISHED" { delete open[$1] } END { for (t in open) print "  not ended: " t }')
    if [ "$status" -eq 124 ] && [ -n "$open" ] && [ "$open" = "$before" ]; then break; fi
    before=$open
  done
  total='' wrong='' skips=''
  read -r total wrong skips < <(sed -nE 's/^ +R2.Unit  Total: ([0-9]+), Errors: 0, Failed: ([0-9]+), Skipped: ([0-9]+),.*/\1 \2 \3/p' "$log") || true
  if [ -z "$total" ] || [ "$total" -eq 0 ]; then
    fail "R2.Unit, $what: ended with status $status after $((SECONDS - begun)) s, before it could count"
    echo "$open"
    tail -n 3 "$log"
    all_ended=false
    return
  fi
  while read -r name; do
    unless_declared "$name" "$(grep -aF -A16 "$name [FAIL]" "$log")"
  done < <(sed -nE 's/^ +(.*) \[FAIL\]$/\1/p' "$log")
  passed=$((passed + total - wrong - skips)) skipped=$((skipped + skips))
  echo "R2.Unit, $what: $((total - wrong - skips)) of $total passed, $skips skipped, in $((SECONDS - begun)) s$([ "$again" -eq 0 ] || echo ", begun again $again times")"
}

# PowerShell wants a console, and what it draws there is no part of its text: shell <seconds> <what R2.Shell takes>
shell() {
  (cd "$root" && timeout -k 5 "$1" script -qec "stty cols 250; wine '$shell/R2.Shell.exe' -NonInteractive ${*:2}" /dev/null </dev/null 2>&1) |
    sed -u 's/\x1b\][^\x07]*\x07//g; s/\x1b\[[0-9?;]*[A-Za-z]//g' | tr -d '\r' | grep -av '^$'
}

pester() { # <what> <seconds> <files>
  local what=$1 log=$work/pester.$1 begun=$SECONDS good='' wrong='' skips='' line name
  # Begun again once where Wine ended it, as the parts of R2.Unit.
  for _ in 1 2; do
    shell "$2" -Command "\"& { \\\$ProgressPreference = 'SilentlyContinue'; ./tests/Pester/run.ps1 ${*:3} }\"" >"$log"
    read -r good wrong skips < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$log") || true
    if [ -n "$good" ]; then break; fi
  done
  if [ -z "$good" ]; then
    fail "Pester, $what: ended after $((SECONDS - begun)) s, before it could count"
    grep -aE 'Running tests from|^\[\+\]' "$log" | tail -n 2
    tail -n 3 "$log"
    all_ended=false
    return
  fi
  while IFS= read -r line; do
    name=$(sed -E 's/^\[-\] //; s/ [0-9.]+m?s \(.*$//' <<<"$line")
    unless_declared "$name" "$(grep -aF -A12 -e "$line" "$log")"
  done < <(grep -aE '^\[-\] ' "$log")
  passed=$((passed + good)) skipped=$((skipped + skips))
  echo "Pester, $what: $good passed, $wrong failed, $skips skipped, in $((SECONDS - begun)) s"
}

quick_start() {
  shell 120 -Command "\"& { ./examples/QuickStart.ps1; 'ended well' }\"" >"$work/quickstart"
  if grep -qa '^ended well' "$work/quickstart"; then pass "examples/QuickStart.ps1"; else fail "examples/QuickStart.ps1"; tail -n 20 "$work/quickstart"; fi
}

# What has not failed as lacks.txt says: Wine can do it now. Of R2.Unit or of Pester:  lacks <how its names begin>
lacks() {
  local i
  if ! "$all_ended"; then return; fi
  for i in "${!tests[@]}"; do
    if [[ "${tests[$i]}" == "$1"* && -z "${met[$i]-}" ]]; then fail "'${tests[$i]}' no longer fails by '${symptoms[$i]}': mend tests/Windows/lacks.txt"; fi
  done
}

units_of_all() (
  passed=0 failed=0 skipped=0
  units "files, HTTP and what they stand on" 240 -namespace R2.Unit.Core -namespace R2.Unit.Core.Checksums -namespace R2.Unit.Core.BucketRules -namespace R2.Unit.Core.Content \
    -namespace R2.Unit.Core.Credentials -namespace R2.Unit.Core.Diagnostics -namespace R2.Unit.Core.Errors -namespace R2.Unit.Core.Models -namespace R2.Unit.Core.Pipeline \
    -namespace R2.Unit.Core.Requests -namespace R2.Unit.Core.Retry -namespace R2.Unit.Core.Rules -namespace R2.Unit.Core.Signing -namespace R2.Unit.Core.Simulation -namespace R2.Unit.Core.Xml
  units "the emulator" 120 -namespace R2.Unit.Emulator -namespace R2.Unit.Emulator.Storage
  # Of the cmdlets' own tests those that need no PowerShell within R2.Unit: tests/Pester has one.
  units "names, targets and locks" 120 "${transfers[@]}" -class R2.Unit.Cmdlets.Files.AtomicFileTests -class R2.Unit.Cmdlets.Display.CommandTextTests \
    -class R2.Unit.Cmdlets.Profiles.ProfileFileTests -class R2.Unit.Core.Sync.R2ShardTests -class R2.Unit.Core.Files.NameSelectionTests -class R2.Unit.Core.Files.FileTimeTests
  lacks R2.Unit.
  summary
  [ "$failed" -eq 0 ]
)

pester_of_all() (
  passed=0 failed=0 skipped=0
  # Not the examples of documents, which no system changes; nor the installation, which a shell that has the module already cannot show.
  mapfile -t files < <(cd "$root" && find tests/Pester -maxdepth 1 -name '*.Tests.ps1' ! -name Help.Tests.ps1 ! -name Install.Tests.ps1 ! -name Secrets.Tests.ps1 | sort)
  pester all 600 "${files[@]}"
  quick_start
  lacks Pester:
  summary
  [ "$failed" -eq 0 ]
)

transfers=()
for name in ClaimedFiles DownloadPlan Fingerprint JournalFile KeyPath PartialFile PartPlan TargetFile TargetFolder; do
  transfers+=(-class "R2.Unit.Core.Transfer.${name}Tests")
done
# Two at once: Pester is one thread that waits most of the time.
pester_of_all >"$work/pester.log" 2>&1 &
waited=$!
tally "R2.Unit for Windows" units_of_all
wait "$waited" || true
tally "Pester for Windows" cat "$work/pester.log"

echo
echo "Windows in Wine, in $SECONDS s:"
summary
[ "$failed" -eq 0 ]
