#!/bin/sh
# Print the path of a Chromium for the browser tests: the one named, Playwright's own, the system's; else fetch one.
set -u
cd "$(dirname "$0")/.."
playwright_one() { .venv/bin/python -c 'from playwright.sync_api import sync_playwright as p
with p() as play: print(play.chromium.executable_path)' 2>/dev/null; }
usable() { [ -n "$1" ] && [ -x "$1" ]; }
for candidate in "${TRIPDESK_CHROMIUM:-}" "$(playwright_one)" "$(command -v chromium || true)" "$(command -v chromium-browser || true)" "$(command -v google-chrome || true)"; do
    if usable "$candidate"; then printf '%s\n' "$candidate"; exit 0; fi
done
echo "» fetching Chromium for the browser tests" >&2
timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1
candidate=$(playwright_one)
if usable "$candidate"; then printf '%s\n' "$candidate"; exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium fonts-noto-core fonts-noto-cjk; } >/dev/null 2>&1
    candidate=$(command -v chromium || true)
    if usable "$candidate"; then printf '%s\n' "$candidate"; exit 0; fi
fi
exit 1
