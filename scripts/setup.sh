#!/usr/bin/env bash
# Installs what the build needs and is not there yet. Asks for root only if a Debian package is missing.
#   scripts/setup.sh            what `make build`, `make demo` and `make test` need
#   scripts/setup.sh browser    also what the HTML report is tested in
#   scripts/setup.sh tools      also what `make lint`, `make test-long` and fuzzing need
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++-12 dpkg-dev file cmake ninja-build ccache mold pkg-config git make python3 python3-jsonschema libicu-dev libsimdjson-dev libfmt-dev
  libcli11-dev libtomlplusplus-dev libsqlite3-dev libxxhash-dev libtbb-dev libmimalloc-dev libre2-dev libzstd-dev
  zlib1g-dev libzip-dev libpugixml-dev libexpat1-dev libcurl4-openssl-dev libssl-dev openssl ca-certificates libgtest-dev
  libgmock-dev libbenchmark-dev)
[[ "${1:-}" == tools ]] && packages+=(clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19 lintian debootstrap
  bash zsh fish groff)
[[ "${1:-}" == browser ]] && packages+=(chromium fonts-dejavu-core)
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

# DuckDB's C library, and its header out of the sources of the release before, which is the newest that carries them.
duckdb=third_party/duckdb
if ! cmp -s $duckdb/packages.sha512 $duckdb/unpacked/packages.sha512; then
  echo "fetching DuckDB's library" >&2
  fetched=$(mktemp -d)
  trap 'rm -rf "$fetched"' EXIT
  npm pack --silent --ignore-scripts --pack-destination "$fetched" \
    @duckdb/node-bindings-linux-x64@1.5.6-r.1 duckdb@1.4.4 >/dev/null
  (cd "$fetched" && sha512sum --check --quiet) <$duckdb/packages.sha512
  mkdir -p $duckdb/unpacked
  tar -xmzf "$fetched"/duckdb-node-bindings-*.tgz -C $duckdb/unpacked --strip-components=1 package/libduckdb.so
  tar -xmzf "$fetched"/duckdb-1.4.4.tgz -C $duckdb/unpacked --strip-components=5 package/src/duckdb/src/include/duckdb.h
  cp $duckdb/packages.sha512 $duckdb/unpacked/
fi
