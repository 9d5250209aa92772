#!/usr/bin/env bash
# What `make test` leaves out because it takes long: thread sanitizer, fuzzing and what it reaches, hundreds of kills, a
# million parties, large files, big differentials.
#   FUZZ_SECONDS=600 KILLS=500 ROUNDS=20 LARGE_MB=300 scripts/test_long.sh [tsan|fuzz|coverage|kill|parties|large|worlds|differential|package|browser ...]
# Every part runs, whatever the others found; each ends with a line that says its result. Status 1 if one failed.
set -uo pipefail
cd "$(dirname "$0")/.."
parts=("$@")
((${#parts[@]})) || parts=(tsan fuzz coverage kill parties large worlds differential package browser)
seconds=${FUZZ_SECONDS:-600}
kills=${KILLS:-500}
result=

# Runs ctest and keeps its counts as the result.
tests() {
  local log=build/test_long.log status=0
  ctest "$@" 2>&1 | tee "$log" || status=1
  result=$(grep -E 'tests passed, .* failed out of' "$log") || { result="ctest ended without a count"; status=1; }
  return $status
}

tsan() {
  scripts/build.sh tsan || { result="the build failed"; return 1; }
  tests --preset tsan -E 'cli_kill|replay_'
}

# Each fuzzer on its own. What it finds stays beside its log; a timeout or an exhausted memory counts like a crash.
fuzz() {
  cmake --preset fuzz >/dev/null && scripts/build.sh fuzz fuzzers || { result="the build failed"; return 1; }
  local names name folder log status failed=0
  names=$(sed -nE 's#.*fuzz/(\w+)\.cpp#\1#p' < <(ls fuzz/*.cpp) | grep -vx replay)
  for name in $names; do
    folder=build/fuzz/found/$name
    log=build/fuzz/found/$name.log
    mkdir -p "$folder"
    status=0
    "build/fuzz/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout="${FUZZ_TIMEOUT:-10}" -rss_limit_mb=4096 \
      -artifact_prefix="build/fuzz/found/$name-" "$folder" "fuzz/corpus/$name" >"$log" 2>&1 || status=$?
    if ((status == 0)); then
      echo "$name: $(grep -E '^Done' "$log"), $(grep -oE 'cov: [0-9]+' "$log" | tail -1)"
    else
      failed=$((failed + 1))
      echo "$name: FAILED with status $status: $(grep -E '^SUMMARY' "$log" | tail -1)"
      echo "  input: $(sed -nE 's/.*Test unit written to //p' "$log" | tail -1); log: $log"
    fi
  done
  result="$(wc -w <<<"$names") fuzzers of $seconds s each, $failed failed"
  ((failed == 0))
}

# What the corpora reach of the readers that they are for.
coverage() {
  local log=build/test_coverage.log status=0
  scripts/fuzz_coverage.sh 2>&1 | tee "$log" || status=1
  result=$(tail -1 "$log")
  return $status
}

kill_runs() {
  result="$kills kills"
  scripts/build.sh release tidewaiter test_store || { result="the build failed"; return 1; }
  # the store alone, half of the times inside a commit, and the whole program
  TIDEWAITER_KILLS=$kills build/release/tests/test_store --gtest_brief=1 --gtest_filter='StoreKill.*' || return 1
  TIDEWAITER_KILLS=$kills TIDEWAITER_PROGRAM=$PWD/build/release/tidewaiter PYTHONPATH=tests/cli \
    python3 -B tests/cli/test_kill.py
}

# A million distinct parties through the whole program.
parties() {
  result="a million distinct parties"
  scripts/build.sh release tidewaiter || { result="the build failed"; return 1; }
  TIDEWAITER_LONG=1 TIDEWAITER_PROGRAM=$PWD/build/release/tidewaiter PYTHONPATH=tests/cli \
    python3 -B tests/cli/test_hard.py Long.test_a_million_distinct_parties
}

# A large file on each way in, and a CSV of 2 GB; what it took is told for each.
large() {
  local log=build/test_large.log status=0 megabytes=${LARGE_MB:-300}
  scripts/build.sh release tidewaiter || { result="the build failed"; return 1; }
  large_files "$megabytes" 2>&1 | tee "$log" || status=1
  large_files 2000 csv 2>&1 | tee -a "$log" || status=1
  result="$(grep -c '^# ' "$log") files, made from $megabytes MB of CSV each but the last, of 2,000"
  return $status
}

large_files() {
  env TIDEWAITER_LARGE_MB="$1" ${2:+TIDEWAITER_LARGE_KINDS="$2"} TIDEWAITER_PROGRAM=$PWD/build/release/tidewaiter \
    PYTHONPATH=tests/cli python3 -B tests/cli/test_large.py
}

# Worlds of several hundred thousand shipments, each through its three audits.
worlds() {
  result="worlds of seeds ${WORLD_SEEDS:-11 12 13}"
  scripts/build.sh release tidewaiter || { result="the build failed"; return 1; }
  TIDEWAITER_LONG=1 TIDEWAITER_WORLD_SEEDS=${WORLD_SEEDS:-11 12 13} TIDEWAITER_PROGRAM=$PWD/build/release/tidewaiter \
    PYTHONPATH=tests/cli python3 -B tests/cli/test_audit.py Long
}

differential() {
  scripts/build.sh release || { result="the build failed"; return 1; }
  TIDEWAITER_ROUNDS=${ROUNDS:-20} tests --preset release -R '^(match|rules|ingest|tables|oracle)$'
}

# The Debian package in a fresh Debian.
package() {
  local status=0
  scripts/test_package.sh 2>&1 | tee build/test_package.log || status=1
  result=$(tail -1 build/test_package.log)
  return $status
}

browser() {
  local log=build/test_browser.log status=0
  scripts/test_browser.sh 2>&1 | tee "$log" || status=1
  result="$(sed -nE 's/^# (pass|fail) ([0-9]+)/\2 \1/p' "$log" | paste -sd, )$(sed -nE 's/^ *# (median .*)/; 10,000 decisions: \1/p' "$log")"
  return $status
}

lines=()
failed=0
for part in "${parts[@]}"; do
  case $part in
    tsan | fuzz | coverage | parties | large | worlds | differential | package | browser) run=$part ;;
    kill) run=kill_runs ;;
    *) echo "there is no part $part: tsan, fuzz, coverage, kill, parties, large, worlds, differential, package, browser" >&2; exit 2 ;;
  esac
  echo "== $part"
  begin=$SECONDS
  result=
  if $run; then verdict=passed; else verdict=FAILED failed=1; fi
  lines+=("== $part: $verdict in $((SECONDS - begin)) s: $result")
  echo "${lines[-1]}"
done
((${#lines[@]} == 1)) || printf '%s\n' "${lines[@]}"
exit $failed
