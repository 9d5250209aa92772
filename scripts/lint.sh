#!/usr/bin/env bash
# Format and includes of everything, and clang-tidy on the files of src/ changed since BASE (default: the previous commit;
# ALL=1 takes every file of src/). Tests, fuzzers and benchmarks are not read by clang-tidy: GoogleTest's macros break rules.
set -euo pipefail
cd "$(dirname "$0")/.."
base=${BASE:-HEAD~1}
python3 scripts/check_includes.py
git ls-files '*.h' '*.cpp' | xargs clang-format-19 --dry-run --Werror
echo "format is as .clang-format says"
cmake --preset debug >/dev/null  # new files and generated headers too
if [[ -n "${ALL:-}" ]]; then
  files=$(git ls-files 'src/*.cpp')
else
  files=$(git diff --name-only --diff-filter=d "$base" -- 'src/*.cpp')
fi
[[ -z "$files" ]] || xargs -P2 -n4 clang-tidy-19 --quiet -p build/debug <<<"$files"
echo "clang-tidy read $(wc -w <<<"$files") files of src/"
