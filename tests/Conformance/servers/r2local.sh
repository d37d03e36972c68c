#!/usr/bin/env bash
# Cloudflare's own local R2 endpoint (npm miniflare):  r2local.sh install | start | stop
#   STATE            folder for logs and the process id; start writes the endpoint to $STATE/endpoint
#   MODULES          folder to install miniflare in, kept between runs
#   R2LOCAL_BUCKETS  buckets, comma separated: they are fixed at start
#   R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY  the key pair to accept
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

case ${1:?} in
  install)
    have node npm || apt_install nodejs npm
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || { echo "miniflare needs Node 20, here is $(node --version)"; exit 1; }
    mkdir -p "$MODULES"
    cp "$here"/r2local/* "$MODULES/"
    if ! cmp -s "$MODULES/package-lock.json" "$MODULES/installed"; then
      (cd "$MODULES" && timeout 300 npm ci --no-audit --no-fund --loglevel=error </dev/null) || { echo "npm could not install miniflare"; exit 1; }
      cp "$MODULES/package-lock.json" "$MODULES/installed"
    fi
    ;;
  start)
    mkdir -p "$STATE"
    rm -f "$STATE/endpoint"
    (cd "$MODULES" && R2LOCAL_ENDPOINT_FILE=$STATE/endpoint exec node server.mjs) >"$STATE/log" 2>&1 </dev/null &
    echo $! >"$STATE/pid"
    wait_for 30 test -s "$STATE/endpoint" || { tail -n 20 "$STATE/log"; exit 1; }
    ;;
  stop) stop_process "$STATE/pid" server.mjs ;;
  *) exit 2 ;;
esac
