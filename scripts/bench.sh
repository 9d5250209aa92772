#!/usr/bin/env bash
# Speed and memory of the release build, each beside a limit or a reference in the same run. Files go to build/bench.
#   scripts/bench.sh [--rows N]
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/build.sh release tidewaiter duckdb_read bench_ingest bench_rules bench_match bench_scores bench_fit bench_goods
bench/run.py build/release --keep build/bench "$@"
echo "-- steps of reading"
build/release/bench/bench_ingest --threads 2 "$(ls -t build/bench/shipments-*.csv | head -1)"
echo "-- the shipped rules"
build/release/bench/bench_rules
echo "-- goods lines: what identify makes of them"
build/release/bench/bench_goods tests/corpora/goods-lines.csv
echo "-- goods lines by a second hand, tuned on since"
build/release/bench/bench_goods tests/corpora/goods-lines-unseen.csv
echo "-- goods lines by a third hand, tuned on since"
build/release/bench/bench_goods tests/corpora/goods-lines-fourth.csv
echo "-- goods lines by a ninth hand, never looked at"
build/release/bench/bench_goods tests/corpora/goods-lines-ninth.csv
echo "-- names: the index beside the reference"
build/release/bench/bench_match
if [[ -d "${TIDEWAITER_TEST_DATA:-}/names" ]]; then
  echo "-- names: accuracy, beside rapidfuzz and logic-v2"
  bench/names.py build/release --rivals build/bench/rivals
  echo "-- the main job, beside the script of an analyst"
  bench/analyst.py build/release --folder build/bench/analyst
else
  echo "-- names: accuracy is measured on real data; set TIDEWAITER_TEST_DATA"
fi
