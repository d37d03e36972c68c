#!/usr/bin/env bash
# Changes the code in thousands of ways, one at a time, and counts the changes that no test notices:  tests/Mutation/run.sh [area...]
# An area below 85 % fails, and so does a run whose controls did not meet their fate. Takes minutes to hours; see docs/proof.md.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
[ $# -gt 0 ] || set -- checksums signing xml breaker retry transfer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Stryker tells its processes the mutant by files with fixed names in the temporary folder: two runs must not share one.
export TMPDIR=$work CustomAfterMicrosoftCommonTargets=$PWD/Control.targets
dotnet tool restore || exit 1
failed=0
for area in "$@"; do
  export R2_MUTATION_AREA=$area R2_MUTATION_PROJECT=R2.Core
  case $area in
    checksums) files=('**/Checksums/*.cs') ;;
    signing) files=('**/Signing/*.cs') ;;
    xml) files=('**/Xml/*.cs' '**/Xml/Documents/*.cs') ;;
    breaker) files=('**/*.cs') R2_MUTATION_PROJECT=R2.Resilience ;;
    retry) files=('**/Retry/*.cs' '**/Pipeline/S3Pipeline.cs' '**/Errors/TransportErrors.cs' '**/Requests/BatchRemover.cs') ;;
    transfer) files=('**/Transfer/*.cs') ;;
    *) echo "$area is none of checksums, signing, xml, breaker, retry, transfer" >&2; exit 2 ;;
  esac
  echo "== $area"
  mutate=(--mutate '**/Mutation/Control.cs')
  for file in "${files[@]}"; do mutate+=(--mutate "$file"); done
  # Stryker takes what was built for another area for up to date.
  rm -rf obj bin
  dotnet stryker --config-file stryker.json --project "$R2_MUTATION_PROJECT.csproj" "${mutate[@]}" --concurrency "${R2_MUTATION_PROCESSES:-2}" --output "../../out/mutation/$area" --skip-version-check </dev/null &&
    dotnet pwsh -NoProfile -NonInteractive judge.ps1 "../../out/mutation/$area/reports/mutation-report.json" || failed=$((failed + 1))
done
echo "$(($# - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
