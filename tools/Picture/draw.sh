#!/usr/bin/env bash
# Draws the pictures of docs/images anew, from real sessions in pwsh:  bash tools/Picture/draw.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
dotnet build R2.PowerShell.slnx --nologo -v q
for session in tools/Picture/Sessions/*.ps1; do
  dotnet run --no-build --project tools/Picture -- "$session" "docs/images/$(basename "$session" .ps1).svg"
done
