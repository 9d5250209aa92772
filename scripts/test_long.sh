#!/usr/bin/env bash
# What `make test` leaves out because it takes long: thread sanitizer, fuzzing, hundreds of kills, big differentials.
#   FUZZ_SECONDS=600 KILLS=500 scripts/test_long.sh [tsan|fuzz|kill|differential ...]
set -euo pipefail
cd "$(dirname "$0")/.."
parts=("$@")
((${#parts[@]})) || parts=(tsan fuzz kill differential)
seconds=${FUZZ_SECONDS:-600}

for part in "${parts[@]}"; do
  echo "== $part"
  case $part in
    tsan)
      scripts/build.sh tsan
      ctest --preset tsan -E 'cli_kill|replay_' ;;
    fuzz)
      scripts/build.sh fuzz
      for program in build/fuzz/fuzz/fuzz_*; do
        [[ -x $program && -f $program ]] || continue
        name=$(basename "$program")
        found=build/fuzz/found/${name#fuzz_}
        mkdir -p "$found"
        "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -artifact_prefix="build/fuzz/$name-" \
          "$found" "fuzz/corpus/${name#fuzz_}" 2>&1 | tail -2
      done ;;
    kill)
      scripts/build.sh release tidewaiter
      TIDEWAITER_KILLS=${KILLS:-500} TIDEWAITER_PROGRAM=$PWD/build/release/tidewaiter PYTHONPATH=tests/cli \
        python3 -B tests/cli/test_kill.py ;;
    differential)
      scripts/build.sh release
      TIDEWAITER_LONG=1 ctest --preset release -R '^(match|rules|ingest|tables)$' ;;
    *) echo "there is no part $part" >&2; exit 2 ;;
  esac
done
