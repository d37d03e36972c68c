#!/usr/bin/env bash
# Our sync and others': after each the other finds nothing to do, in both directions, and both report the same differences; and ours killed amid it (kill -9), then run again.
#   syncs.sh <endpoint> <folder for scratch>
# Needs R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY, the built module, and rclone; s3cmd where it is there.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=servers/lib.sh
. "$here/servers/lib.sh"
endpoint=$1 scratch=$2
export LC_ALL=C.UTF-8 AWS_ACCESS_KEY_ID=$R2_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$R2_SECRET_ACCESS_KEY
export R2_ENDPOINT=$endpoint R2_BUCKET=conformance-sync XDG_STATE_HOME=$scratch/state HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home
export RCLONE_CONFIG=$scratch/home/rclone.conf RCLONE_CONFIG_R2_TYPE=s3 RCLONE_CONFIG_R2_PROVIDER=Cloudflare RCLONE_CONFIG_R2_ENDPOINT=$endpoint RCLONE_CONFIG_R2_ENV_AUTH=true \
  RCLONE_CONFIG_R2_REGION=auto RCLONE_CONFIG_R2_NO_CHECK_BUCKET=true RCLONE_CONFIG_R2_CHUNK_SIZE=5Mi RCLONE_CONFIG_R2_UPLOAD_CUTOFF=5Mi
# Some machines point this to a bundle that rclone cannot read; nothing here is encrypted.
unset AWS_CA_BUNDLE
mkdir -p "$HOME"
: >"$RCLONE_CONFIG"

check() { # name, command...
  local name=$1 output
  shift
  if output=$("$@" 2>&1 </dev/null); then pass "sync: $name"; else fail "sync: $name: $(tail -n 5 <<<"$output")"; fi
}
ours() { timeout 300 dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/syncs.ps1" "$@" </dev/null; }
r() { timeout 120 rclone --retries 1 --low-level-retries 1 "$@"; }
rclone_moves_nothing() { r sync -v "$@" 2>&1 | tee "$scratch/rclone.log" | grep -F 'There was nothing to transfer' >/dev/null || { cat "$scratch/rclone.log"; return 1; }; }
sums() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
same_tree() { diff <(sums "$1") <(sums "$2"); }
times() { (cd "$1" && find . -type f -printf '%P %T+\n' | sort); }
same_times() { diff <(times "$1") <(times "$2"); }
same_report() { # rclone's and ours
  r check --combined "$scratch/theirs" "$1" "r2:$R2_BUCKET/$2" >/dev/null 2>&1
  ours compare -Path "$1" -Prefix "$2" -Report "$scratch/ours" && diff <(sort "$scratch/theirs") <(sort "$scratch/ours")
}

tree=$scratch/tree
mkdir -p "$tree/sub dir/deep"
: >"$tree/empty"
echo moon >"$tree/moon"
touch -d '1969-07-20 20:17:40.123456789 UTC' "$tree/moon" # before 1970, to the nanosecond
echo one >"$tree/sub dir/a b+%41"
touch -d '2020-01-02 03:04:05.000000001 UTC' "$tree/sub dir/a b+%41"
echo whole >"$tree/sub dir/deep/ß"
touch -d '2021-01-01 00:00:00 UTC' "$tree/sub dir/deep/ß"
echo composed >"$tree/$(printf 'caf\xc3\xa9')"
echo decomposed >"$tree/$(printf 'nfde\xcc\x81')"
head -c 12582913 /dev/urandom >"$tree/large" # three parts of 5 MiB, the last shorter

check "has its bucket" ours begin
check "a tree goes up" ours up -Path "$tree" -Prefix up
check "rclone then moves nothing" rclone_moves_nothing "$tree" "r2:$R2_BUCKET/up"
check "nor do we" ours up -Path "$tree" -Prefix up -Nothing 1
check "both report the same: nothing" same_report "$tree" up
check "it comes down" ours down -Path "$scratch/down" -Prefix up
check "unchanged" same_tree "$tree" "$scratch/down"
check "with its times" same_times "$tree" "$scratch/down"
check "rclone then brings nothing" rclone_moves_nothing "r2:$R2_BUCKET/up" "$scratch/down"
# The same names, each in the other Unicode form, as another system would have them.
twins=$scratch/twins
cp -a "$tree" "$twins"
mv "$twins/$(printf 'caf\xc3\xa9')" "$twins/$(printf 'cafe\xcc\x81')"
mv "$twins/$(printf 'nfde\xcc\x81')" "$twins/$(printf 'nfd\xc3\xa9')"
check "names in the other form are the same to rclone" rclone_moves_nothing "$twins" "r2:$R2_BUCKET/up"
check "and to us" ours up -Path "$twins" -Prefix up -Nothing 1
check "on the way down to rclone" rclone_moves_nothing "r2:$R2_BUCKET/up" "$twins"
check "and to us on the way down" ours down -Path "$twins" -Prefix up -Nothing 1
check "both report the same of them: nothing" same_report "$twins" up
check "rclone takes it up" r sync "$tree" "r2:$R2_BUCKET/rclone"
check "we then move nothing, by the bytes" ours up -Path "$tree" -Prefix rclone -Nothing 1
check "nor by the times" ours up -Path "$tree" -Prefix rclone -Nothing 1 -By Time
check "rclone brings it down" r sync "r2:$R2_BUCKET/rclone" "$scratch/rclone-down"
check "we then bring nothing, by the bytes" ours down -Path "$scratch/rclone-down" -Prefix rclone -Nothing 1
check "nor by the times" ours down -Path "$scratch/rclone-down" -Prefix rclone -Nothing 1 -By Time
echo changed >"$scratch/rclone-down/moon"
rm "$scratch/rclone-down/empty"
echo new >"$scratch/rclone-down/new"
check "both report the same differences" same_report "$scratch/rclone-down" rclone

if have s3cmd; then
  s() { timeout 120 s3cmd --access_key="$R2_ACCESS_KEY_ID" --secret_key="$R2_SECRET_ACCESS_KEY" --host="${endpoint#http://}" --host-bucket="${endpoint#http://}" --no-ssl --region=auto --no-progress "$@"; }
  mkdir -p "$scratch/old"
  echo old >"$scratch/old/file"
  touch -d '2019-05-06 07:08:09 UTC' "$scratch/old/file"
  check "s3cmd takes a file up" s put "$scratch/old/file" "s3://$R2_BUCKET/s3cmd/file"
  check "we bring it down" ours down -Path "$scratch/s3cmd-down" -Prefix s3cmd
  check "with the time that s3cmd kept" same_times "$scratch/old" "$scratch/s3cmd-down"
fi

# Killed where it is: at once, soon, later. What is run again ends it, and deletes nothing that it should not.
mkdir -p "$scratch/many"
for i in $(seq 300); do echo "text $i" >"$scratch/many/$i"; done
check "an object that the source has not" ours put -Prefix killed/only-there
for wait in 0.9 1.1 1.3 1.5 1.8; do
  (exec setsid dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/syncs.ps1" up -Path "$scratch/many" -Prefix killed -Slow 1) >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "$wait"
  kill -9 -- "-$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
done
check "killed five times, and run again" ours up -Path "$scratch/many" -Prefix killed
check "everything is there, and nothing is lost" ours compare -Path "$scratch/many" -Prefix killed -Report "$scratch/killed"
check "but for what only the bucket had" test "$(grep -v '^=' "$scratch/killed")" = '- only-there'
for wait in 0.9 1.2 1.6; do
  (exec setsid dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/syncs.ps1" down -Path "$scratch/killed-down" -Prefix killed -Slow 1) >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "$wait"
  kill -9 -- "-$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
done
check "the way down killed three times, and run again" ours down -Path "$scratch/killed-down" -Prefix killed
rm -f "$scratch/killed-down/only-there"
check "everything is there, with nothing half written" same_tree "$scratch/many" "$scratch/killed-down"
for i in $(seq 100); do rm "$scratch/many/$i"; done
for wait in 0.9 1.2 1.5; do
  (exec setsid dotnet "$here/../../tools/Shell/bin/Debug/net10.0/R2.Shell.dll" "$here/syncs.ps1" mirror -Path "$scratch/many" -Prefix killed -Slow 1) >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "$wait"
  kill -9 -- "-$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
done
check "a mirror killed three times, and run again" ours mirror -Path "$scratch/many" -Prefix killed
check "leaves what the source has, and only that" ours down -Path "$scratch/mirrored" -Prefix killed
check "byte by byte" same_tree "$scratch/many" "$scratch/mirrored"
check "all is removed" ours end
summary
[ "$failed" -eq 0 ]
