#!/usr/bin/env bash
# scripts/build.sh PRESET [TARGETS...]: configures once, then builds into build/PRESET.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
[[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >build.log 2>&1 || { cat build.log >&2; exit 1; }
rm -f build.log
cmake --build --preset "$preset" ${*:+--target "$@"} >&2
