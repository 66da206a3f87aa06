#!/bin/sh
# Runs the tests on what they really need, getting it where that can be done. All of them
# on SQLite; then those that the database matters to again on PostgreSQL.
# With arguments: pytest with these, once.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
scripts/environment.sh development
python=${VENV:-.venv}/bin/python

# What cannot be had is said here, and again by each test that is skipped for it
# (with CI=true: that fails).
scripts/tools.sh java maven postgresql chromium gettext ocr antiword php node || true
scripts/wordpress.sh || true
"$python" -m scripts.elasticsearch obtain || true

# In the order of the folders: by the number of their tests, the few that start real servers and
# kill them came last, on one worker while the others had nothing to do.
run() { "$python" -m pytest -n "${WORKERS:-auto}" --dist loadfile --no-loadscope-reorder "$@"; }

if [ $# -gt 0 ]; then
    run "$@"
    exit
fi

failed=0
say "== On SQLite: all tests"
run || failed=1

# Without the matrix of leaks: it asks the same of the same code, whatever the database.
say "== On PostgreSQL: the log, what feeds it and what reads it"
code=0
"$python" -m scripts.postgresql run -- \
    "$python" -m pytest -n "${WORKERS:-auto}" --dist loadfile \
    tests/publishing tests/news tests/api tests/polls/test_parallel.py tests/polls/test_remembered_ballots.py \
    tests/visits/test_exactness.py tests/visits/test_counting.py \
    tests/syndication/test_webhooks.py tests/syndication/test_own_feed.py \
    tests/syndication/test_what_was_sent.py \
    tests/syndication/channels/test_posting.py tests/library/importing/test_importing.py \
    --ignore tests/news/test_leaks.py \
    || code=$?
if [ "$code" = 69 ] && [ "${CI:-}" != true ]; then
    say "The tests on PostgreSQL were skipped: there is none (reason above)"
elif [ "$code" != 0 ]; then
    failed=1
fi
exit "$failed"
