#!/usr/bin/env bash
# The Debian package as a user meets it: made, read by lintian, installed into a fresh Debian 12, run there without a
# network, removed without a trace. Needs root, debootstrap and a mirror; says so loudly where one is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
skip() { echo "SKIPPED: $1" >&2; exit 0; }
[[ $(id -u) == 0 ]] || skip "installing needs root"
command -v debootstrap >/dev/null || skip "there is no debootstrap"
command -v dpkg-shlibdeps >/dev/null || skip "there is no dpkg-dev"

scripts/build.sh release surface
rm -f build/release/*.deb
(cd build/release && cpack >cpack.log 2>&1) || { cat build/release/cpack.log >&2; exit 1; }
package=$(ls build/release/*.deb)
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on warning "$package"
  echo "lintian: clean, but for what packaging/lintian-overrides explains"
else
  echo "SKIPPED: there is no lintian" >&2
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mirror=$(sed -nE 's/^deb (\[[^]]*\] )?(https?:\S+).*/\2/p; s/^URIs: (\S+).*/\1/p' /etc/apt/sources.list \
  /etc/apt/sources.list.d/* 2>/dev/null | head -1) || true
debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >build/debootstrap.log 2>&1 ||
  skip "no fresh Debian could be made: $(tail -1 build/debootstrap.log)"
cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
cp "$package" "$root/tmp/tidewaiter.deb"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive NO_COLOR=1 "$@"; }
# /proc, because the loader finds the program's own folder there
offline() {
  unshare -n -m sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" env -i PATH=/usr/bin:/bin HOME=/root NO_COLOR=1 "$@"' \
    "$root" "$@"
}

# first what it depends on, so that what is compared afterwards is the package alone
depends=$(dpkg-deb -f "$package" Depends | sed -E 's/ \([^)]*\)//g; s/,//g')
# shellcheck disable=SC2086
inside apt-get -qq install -y --no-install-recommends $depends >/dev/null
files() { (cd "$root" && find usr etc var/lib/dpkg/info -xdev ! -type d | sort); }
files >build/before.txt
inside dpkg -i /tmp/tidewaiter.deb >/dev/null
offline tidewaiter --version
offline tidewaiter demo | head -1 | grep -q '60 shipments'
offline tidewaiter catalog check /usr/share/tidewaiter/catalog/data
[[ -s $root/usr/share/man/man1/tidewaiter.1.gz || -n "$(ls "$root"/etc/dpkg/dpkg.cfg.d 2>/dev/null)" ]]
inside dpkg --purge tidewaiter >/dev/null
files >build/after.txt
diff build/before.txt build/after.txt
echo "installed, run offline, removed without a trace: $(basename "$package"), $(stat -c %s "$package") bytes"
