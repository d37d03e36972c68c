#!/usr/bin/env bash
# Large objects up and down through the module, in processes of their own, compared byte for byte; and killed amid it (kill -9), then resumed.
#   transfers.sh <endpoint> <folder for scratch> <bucket> [resume]
#   TRANSFER_MIB  size of the object, 128 where not set; at least 64, for there must be something to kill
# Needs R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, and the built module.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=servers/lib.sh
. "$here/servers/lib.sh"
scratch=$2 size=${TRANSFER_MIB:-128}
export R2_ENDPOINT=$1 R2_BUCKET=$3 XDG_STATE_HOME=$scratch/state
# Parts of 10 MiB also where the object would fit into one request.
export R2_MULTIPART_THRESHOLD_BYTES=20971520
mkdir -p "$scratch"

step() { exec timeout 600 dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/transfers.ps1" "$@" </dev/null; }
check() { # name, command...
  local name=$1 output started=$SECONDS
  shift
  if output=$("$@" 2>&1); then pass "$name ($((SECONDS - started)) s)"; else fail "$name: $(tail -n 5 <<<"$output")"; fi
}
resumes() { # arguments of a step: it must say that some of it was there
  local output
  output=$(step "$@") || { echo "$output"; return 1; }
  grep -E 'resumes: [1-9][0-9]* of' <<<"$output" || { echo "it did not resume where it stopped: $output"; return 1; }
}
parts_noted() { [ "$(cat "$XDG_STATE_HOME"/r2/transfers/*.jsonl 2>/dev/null | wc -l)" -ge 3 ]; }

# Killed once its journal names two finished parts, at a rate that leaves it many seconds to go.
killed_amid() { # arguments of a step
  # A process group of its own: what is called dotnet may be a script that starts it.
  (exec setsid dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/transfers.ps1" "$@" -Rate 15728640 -Resume 1) >"$scratch/killed.log" 2>&1 </dev/null &
  local pid=$!
  wait_for 120 parts_noted || { cat "$scratch/killed.log"; kill -9 -- "-$pid"; return 1; }
  kill -9 -- "-$pid" || { echo "it had ended before it could be killed"; return 1; }
  wait "$pid" 2>/dev/null
  [ $? -eq 137 ]
}

head -c "${size}M" /dev/urandom >"$scratch/source"
check "has its bucket" step begin
check "$size MiB go up" step up -Path "$scratch/source" -Key transfer
check "$size MiB come down" step down -Path "$scratch/down" -Key transfer
check "and are the same" cmp "$scratch/source" "$scratch/down"
check "$size MiB go through a pipe of unknown length" step pipe -Key transfer
rm -f "$scratch/down"
check "come down again" step down -Path "$scratch/down" -Key transfer-piped
check "and are the same" cmp "$scratch/source" "$scratch/down"
check "are removed" step end
rm -f "$scratch/down"

if [ "${4:-}" = resume ]; then
  check "an upload is killed amid it" killed_amid up -Path "$scratch/source" -Key transfer
  check "and has left no object" step missing -Key transfer
  check "the same command resumes it" resumes up -Path "$scratch/source" -Key transfer -Resume 1
  check "a download is killed amid it" killed_amid down -Path "$scratch/down" -Key transfer
  check "and has left no file under the name" test ! -e "$scratch/down"
  check "the same command resumes it" resumes down -Path "$scratch/down" -Key transfer -Resume 1
  check "and the bytes are the same" cmp "$scratch/source" "$scratch/down"
  check "no temporary file and no journal is left" test -z "$(find "$scratch" -name '*.r2-*' -o -name '*.jsonl')"
  check "nor an unfinished upload" step end -Resume 1
fi
rm -rf "$scratch"
summary
[ "$failed" -eq 0 ]
