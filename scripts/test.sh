#!/usr/bin/env bash
# Everything that must hold before a commit: release and ASan+UBSan builds, every test under both, golden cases, fuzz
# corpora, kills. A second run with nothing changed repeats the verdict of the first in seconds (FORCE=1 runs anyway).
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh release
scripts/build.sh asan

# What a test run depends on: the tree as it is (tracked and new files) and the data that some tests read.
fingerprint() {
  { git ls-files -co --exclude-standard -z | xargs -0 sha256sum 2>/dev/null
    echo "data ${TIDEWAITER_TEST_DATA:-default}"; } | sha256sum | cut -d' ' -f1
}
mark=build/test-passed
now=$(fingerprint)
if [[ -z "${FORCE:-}" && -f $mark && $(head -1 $mark) == "$now" ]]; then
  echo "nothing changed since the last full run, which said:"
  tail -n +2 $mark
  exit 0
fi
rm -f $mark

passed=0
failed=0
for preset in release asan; do
  log=build/$preset/test.log
  status=0
  ctest --preset "$preset" -j2 2>&1 | tee "$log" || status=$?
  counts=$(grep -E 'tests passed, .* tests failed out of' "$log" || true)
  total=$(sed -E 's/.*out of ([0-9]+).*/\1/' <<<"$counts")
  bad=$(sed -E 's/.*, ([0-9]+) tests failed.*/\1/' <<<"$counts")
  [[ -n "$counts" ]] || { echo "ctest of $preset ended without a count" >&2; exit 1; }
  passed=$((passed + total - bad))
  failed=$((failed + bad))
done
line="$passed passed, $failed failed"
((failed == 0 && passed > 0)) && printf '%s\n%s\n' "$now" "$line" >$mark
echo "$line"
((failed == 0 && passed > 0))
