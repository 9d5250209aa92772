#!/usr/bin/env bash
# Speed and memory of the release build, each beside a limit or a reference in the same run.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/build.sh release
bench/run.py build/release "$@"
for bench in csv_bench match_bench rules_bench; do
  [[ -x build/release/bench/$bench ]] && { echo "-- $bench"; "build/release/bench/$bench"; }
done
