#!/bin/sh
# Everything. What a machine cannot run is named at the end; with TRIPDESK_LEAVE_NOTHING_OUT set that is a failure.
set -eu
cd "$(dirname "$0")/.."
export HYPOTHESIS_PROFILE="${HYPOTHESIS_PROFILE:-thorough}"
left_out=""
leave_out() { left_out="$left_out\n  - $1"; }

HYPOTHESIS_PROFILE=fast sh scripts/check.sh

echo "» training, if the data changed"
.venv/bin/tripdesk train --if-needed

echo "» the brain's components, in its own Python"
.venv-brain/bin/python -m pytest -q -p no:cacheprovider -c tests/brain/pytest.ini tests/brain

.venv/bin/python -m tests.services postgres || leave_out "PostgreSQL: start one and set TRIPDESK_TEST_POSTGRES (postgresql://user@host/database)"
.venv/bin/python -m tests.services redis || leave_out "Redis: start one and set TRIPDESK_TEST_REDIS (redis://host:6379)"

echo "» services, records, doors, and whole dialogues with a real Rasa server"
.venv/bin/pytest -q tests --ignore=tests/house --ignore=tests/localisation --ignore=tests/core --ignore=tests/trainer \
    --ignore=tests/supervisor

if TRIPDESK_CHROMIUM=$(sh scripts/chromium.sh); then
    export TRIPDESK_CHROMIUM
    echo "» browser ($TRIPDESK_CHROMIUM)"
    .venv/bin/pytest -q tests/browser
else
    leave_out "Chromium: install it, or set TRIPDESK_CHROMIUM to one"
fi

if [ -n "$left_out" ]; then
    printf "\nLeft out on this machine:$left_out\n"
    [ -z "${TRIPDESK_LEAVE_NOTHING_OUT:-}" ] || exit 1
else
    printf "\nNothing was left out.\n"
fi
