#!/usr/bin/env bash
# Others judge us, and we them, with one command:  tests/Conformance/run.sh
#   (a) our client against Cloudflare's local R2 endpoint, against Ceph's radosgw, and against our emulator
#   (b) rclone, s3cmd and awscli against our emulator
#   (c) large objects through the module up to all three and back, killed and resumed where the server lists parts; TRANSFER_MIB is their size
#   (d) sync beside rclone and s3cmd: each finds nothing to do after the other; killed, and run again
#   (e) the same requests to Cloudflare's local endpoint and to our emulator; '--write true' puts differences.json into the documentation
# Installs what is missing (npm into out/conformance; apt-get as root); what cannot be had is said to be skipped.
# Ports are free ones of 127.0.0.1, state lies in a temporary folder, and all servers end with this script.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=servers/lib.sh
. "$here/servers/lib.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/r2-conformance.XXXXXX")
export MODULES=$root/out/conformance/r2local
# A key pair for this run, as long as R2's own are.
R2_ACCESS_KEY_ID=$(tr -d '\n-' </proc/sys/kernel/random/uuid)
R2_SECRET_ACCESS_KEY=$(head -c 32 /dev/urandom | sha256sum | cut -c 1-64)
export R2_ACCESS_KEY_ID R2_SECRET_ACCESS_KEY R2LOCAL_BUCKETS=conformance-one,conformance-two

server() { STATE=$work/$1 "$here/servers/$1.sh" "$2"; }
conformance() { timeout 300 dotnet "$here/bin/Debug/net10.0/R2.Conformance.dll" "$@"; }
start_emulator() { # name of its state
  mkdir -p "$work/$1"
  dotnet "$here/bin/Debug/net10.0/R2.Conformance.dll" emulator --endpoint-file "$work/$1/endpoint" --minutes 15 >"$work/$1/log" 2>&1 </dev/null &
  echo $! >"$work/$1/pid"
  wait_for 30 test -s "$work/$1/endpoint" || { cat "$work/$1/log"; return 1; }
}

end() {
  server r2local stop
  server radosgw stop
  stop_process "$work/emulator/pid" R2.Conformance.dll
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

# ready <server>: installs and starts it, or says why not.
ready() {
  local why
  if ! why=$(server "$1" install 2>&1); then skip "everything with $1: $why"; return 1; fi
  if ! why=$(server "$1" start 2>&1); then fail "$1 does not start: $why"; return 1; fi
}

# transfers <name> <its state> [resume]
transfers() { tally "large objects to $1 and back" "$here/transfers.sh" "$(<"$work/$2/endpoint")" "$work/transfers" conformance-one "${3:-}"; }

document=$(grep -ls 'differences: written by tests/Conformance' "$root"/docs/emulator*.md | head -n 1)

if ! dotnet build "$here/R2.Conformance.csproj" -nologo -v quiet || ! dotnet build "$root/src/R2.Cmdlets" -nologo -v quiet || ! dotnet build "$root/tools/Shell" -nologo -v quiet; then
  fail "R2.Conformance, the module or its shell does not build"
  summary
  exit 1
fi

if ready r2local; then
  local_endpoint=$(<"$work/r2local/endpoint")
  # First, for its table counts on empty buckets.
  tally "the same requests to Cloudflare's local endpoint and to the emulator" \
    conformance diff --endpoint "$local_endpoint" --differences "$here/differences.json" --document "$document" "$@"
  server r2local stop
  server r2local start
  tally "our client against Cloudflare's local endpoint" conformance client --profile r2local --endpoint "$(<"$work/r2local/endpoint")"
  skip "resuming at Cloudflare's local endpoint: it cannot list parts"
  transfers "Cloudflare's local endpoint" r2local
  server r2local stop
fi

if ready radosgw; then
  tally "our client against Ceph's gateway" conformance client --profile radosgw --endpoint "$(<"$work/radosgw/endpoint")"
  transfers "Ceph's gateway" radosgw resume
  server radosgw stop
fi

if start_emulator emulator; then
  tally "our client against the emulator" conformance client --profile emulator --endpoint "$(<"$work/emulator/endpoint")"
  transfers "the emulator" emulator resume
  mkdir "$work/clients"
  tally "other people's clients against the emulator" "$here/clients.sh" "$(<"$work/emulator/endpoint")" "$work/clients"
  mkdir "$work/syncs"
  tally "our sync and others'" "$here/syncs.sh" "$(<"$work/emulator/endpoint")" "$work/syncs"
else
  fail "the emulator does not start"
fi

echo
echo "conformance:"
summary
[ "$failed" -eq 0 ]
