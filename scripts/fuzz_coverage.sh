#!/usr/bin/env bash
# How much of each reader the corpus of its fuzzer reaches: replays fuzz/corpus/NAME in a build that counts lines, and
# prints the line coverage of the files that fuzz/readers.txt names for it. Status 1 where a reader is under 80 %.
#   scripts/fuzz_coverage.sh [NAME...]
#   LINES_NOT_REACHED=1 scripts/fuzz_coverage.sh NAME      also the lines that nothing reaches
set -euo pipefail
cd "$(dirname "$0")/.."
least=80
names=("$@")
((${#names[@]})) || mapfile -t names < <(sed -nE 's/^(\w+):.*/\1/p' fuzz/readers.txt)
for name in $(sed -nE 's#^fuzz/(\w+)\.cpp$#\1#p' < <(ls fuzz/*.cpp) | grep -vx replay); do
  grep -q "^$name:" fuzz/readers.txt || { echo "fuzz/readers.txt does not say what the fuzzer $name is for" >&2; exit 1; }
done
for file in $(sed -nE 's/^\w+: *//p' fuzz/readers.txt); do
  [[ -f src/${file%%:*} ]] || { echo "fuzz/readers.txt names src/${file%%:*}, and there is none" >&2; exit 1; }
done
scripts/build.sh coverage "${names[@]/#/fuzz_}"

profiles=build/coverage/profiles
mkdir -p "$profiles"
failed=0
for name in "${names[@]}"; do
  program=build/coverage/fuzz/fuzz_$name
  read -ra files < <(sed -nE "s#^$name: *##p" fuzz/readers.txt)
  LLVM_PROFILE_FILE=$profiles/$name.raw "$program" "fuzz/corpus/$name" >"$profiles/$name.log"
  llvm-profdata-19 merge -sparse "$profiles/$name.raw" -o "$profiles/$name.data"
  rm "$profiles/$name.raw"
  python3 scripts/fuzz_coverage.py "$name" "$least" "$program" "$profiles/$name.data" "${files[@]}" || failed=$((failed + 1))
  paths=("${files[@]/#/src/}")
  [[ -z "${LINES_NOT_REACHED:-}" ]] ||
    llvm-cov-19 show -instr-profile="$profiles/$name.data" "$program" "${paths[@]%%:*}" | grep -E '^ *[0-9]+\| +0\||^/' || true
done
echo "${#names[@]} readers, $failed under $least %"
((failed == 0))
