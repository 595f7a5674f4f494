#!/usr/bin/env bash
# The build as it was always started. The work is described in springform.yaml and done by Springform;
# SKIP_TOOLS_CACHE, TOOLS_CACHE_HIT and GITHUB_ACTIONS mean what they meant.
set -euo pipefail
project="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
root="$(cd "$project/../.." && pwd)"
exec "$root/build.sh" --project "$project" "${@:---target=Dist}"
