#!/usr/bin/env bash
# Cloudflare's OpenAPI document judges client and emulator:  tests/Contract/run.sh
# Every call of the client, and requests of every operation, go through Prism (https://github.com/stoplightio/prism) to the emulator. Prism refuses what the document does not allow, in requests and in responses.
#   R2_CONTRACT  the document; without it ../shared/cloudflare/r2.openapi.json beside the project
# Installs Prism into out/contract. Without npm or the document everything is skipped, and said to be. Ends with 'N passed, N failed, N skipped'.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
# shellcheck source=tests/Conformance/servers/lib.sh
. tests/Conformance/servers/lib.sh

version=5.16.0
modules=$PWD/out/contract
prism=$modules/node_modules/@stoplight/prism-cli/dist/index.js

# Beside the main working tree, where this one is another.
beside() { printf '%s\n' "$PWD/.." "$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null)/../.."; }

find_contract() {
  local place
  if [ -n "${R2_CONTRACT:-}" ]; then echo "$R2_CONTRACT"; return; fi
  while read -r place; do
    if [ -f "$place/shared/cloudflare/r2.openapi.json" ]; then echo "$place/shared/cloudflare/r2.openapi.json"; return; fi
  done < <(beside)
}

install() {
  have node npm || { echo "there is no npm, and"; apt_install nodejs npm; } || return 1
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || { echo "Prism needs Node 18, here is $(node --version)"; return 1; }
  [ "$(cat "$modules/installed" 2>/dev/null)" = "$version" ] && return 0
  mkdir -p "$modules"
  timeout 300 npm install --prefix "$modules" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error "@stoplight/prism-cli@$version" </dev/null ||
    { echo "npm could not install Prism"; return 1; }
  echo "$version" >"$modules/installed"
}

contract=$(find_contract)
if [ ! -f "${contract:-}" ]; then
  skip "the contract: there is no ${R2_CONTRACT:-../shared/cloudflare/r2.openapi.json}"
  summary
  exit 0
fi

if ! why=$(install 2>&1); then
  skip "the contract: $why"
  summary
  exit 0
fi

if ! dotnet build tests/Contract -nologo -v quiet; then
  fail "R2.Contract does not build"
  summary
  exit 1
fi

timeout 300 dotnet tests/Contract/bin/Debug/net10.0/R2.Contract.dll "$contract" "$prism" </dev/null
