#!/usr/bin/env bash
# Changes the code in thousands of ways, one at a time, and counts the changes that no test notices:  tests/Mutation/run.sh [area...]
# An area is a configuration beside this file: signing, xml, checksums. It fails below 85 %. Takes minutes to hours; see docs/proof.md.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
[ $# -gt 0 ] || set -- signing xml checksums
dotnet tool restore || exit 1
failed=0
for area in "$@"; do
  echo "== $area"
  # Stryker takes what was built for another area for up to date.
  rm -rf obj bin
  R2_MUTATION_AREA=$area dotnet stryker --config-file "stryker-$area.json" --output "../../out/mutation/$area" --skip-version-check </dev/null || failed=$((failed + 1))
done
echo "$(($# - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
