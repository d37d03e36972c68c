# shellcheck shell=bash
# What the scripts here share: counting, free ports, waiting with an end, installing what is missing.

passed=0 failed=0 skipped=0

pass() { passed=$((passed + 1)); echo "pass $*"; }
fail() { failed=$((failed + 1)); echo "FAIL $*"; }

# Loud, so that nobody takes "not run" for "fine".
skip() {
  skipped=$((skipped + 1))
  printf '\n*** SKIPPED: %s\n\n' "$*"
}

summary() { echo "$passed passed, $failed failed, $skipped skipped"; }

# Runs a check that prints a summary itself, and adds its numbers to ours.
#   tally <name> <command...>
tally() {
  local name=$1 line status=0 log begun=$SECONDS
  shift
  log=$(mktemp)
  echo "== $name"
  # In a group, or an external command would make the pipe in its own process, and nobody could wait for tee.
  { "$@"; } > >(tee "$log") 2>&1 || status=$?
  wait $! 2>/dev/null || true # for tee, which may still be writing
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1 || true)
  rm -f "$log"
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
    if [ "$status" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then fail "$name ended with status $status"; fi
  else
    fail "$name ended with status $status before it could count"
  fi
  echo "== $name took $((SECONDS - begun)) s"
}

have() { local c; for c in "$@"; do command -v "$c" >/dev/null || return 1; done; }

# A TCP port of 127.0.0.1 that nobody listens on.
free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 10000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  return 1
}

# Waits for a command to succeed: wait_for <seconds> <command...>
wait_for() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

# Ends a process that we started, if it still is the one: stop_process <file with its id> <text in its command line>
stop_process() {
  local pid
  [ -s "$1" ] || return 0
  pid=$(<"$1")
  rm -f "$1"
  grep -qa -- "$2" "/proc/$pid/cmdline" 2>/dev/null || return 0
  kill "$pid" 2>/dev/null || true
  wait_for 5 eval "! kill -0 $pid 2>/dev/null" || kill -9 "$pid" 2>/dev/null || true
}

# Debian packages, where they are missing and can be had: apt_install <package...>
apt_install() {
  have apt-get || { echo "there is no apt-get"; return 1; }
  [ "$(id -u)" -eq 0 ] || { echo "only root may install $*"; return 1; }
  if [ -z "${apt_updated:-}" ]; then
    timeout 120 apt-get update -qq >/dev/null 2>&1 || true
    apt_updated=1
  fi
  DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 </dev/null ||
    { echo "apt-get could not install $*"; return 1; }
}
