#!/usr/bin/env bash
# Installs what the build needs and is not there yet. Asks for root only if a Debian package is missing.
#   scripts/setup.sh            what `make build`, `make demo` and `make test` need
#   scripts/setup.sh tools      also what `make lint`, `make test-long` and fuzzing need
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++-12 cmake ninja-build ccache mold pkg-config git make python3 libicu-dev libsimdjson-dev libfmt-dev
  libcli11-dev libtomlplusplus-dev libsqlite3-dev libxxhash-dev libtbb-dev libmimalloc-dev libre2-dev libzstd-dev
  libpugixml-dev libgtest-dev libgmock-dev libbenchmark-dev)
[[ "${1:-}" == tools ]] && packages+=(clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19)
command -v npm >/dev/null || packages+=(nodejs npm)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
  as_root=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null || { echo "missing packages: ${missing[*]}; install them as root" >&2; exit 1; }
    as_root=(sudo)
  fi
  echo "installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y \
    --no-install-recommends "${missing[@]}" >/dev/null
fi

lock=third_party/duckdb/package-lock.json
done_mark=third_party/duckdb/node_modules/.tidewaiter-lock
if ! cmp -s "$lock" "$done_mark"; then
  echo "fetching DuckDB's library" >&2
  npm ci --ignore-scripts --no-audit --no-fund --silent --prefix third_party/duckdb >&2
  cp "$lock" "$done_mark"
fi
