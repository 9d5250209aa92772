#!/usr/bin/env bash
# The HTML report and the scoreboard in headless Chromium: requests, policy, keyboard, WCAG by axe, 10,000 decisions. Installs Chromium and
# the two npm packages if they are not there. PHOTOGRAPH=docs makes the documents' pictures again.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh browser
[[ -d tests/browser/node_modules ]] || npm ci --silent --ignore-scripts --no-audit --no-fund --prefix tests/browser
scripts/build.sh release tidewaiter
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
python3 -B tests/browser/pages.py "$PWD/build/release/tidewaiter" "$reports" 2>/dev/null
REPORTS=$reports PHOTOGRAPH=${PHOTOGRAPH:+$PWD/$PHOTOGRAPH} node --test tests/browser/report.test.mjs tests/browser/scoreboard.test.mjs
