#!/bin/sh
# Runs all the tests on what they really need, getting it where that can be done.
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh development
exec "${VENV:-.venv}/bin/python" -m pytest -n "${WORKERS:-auto}" --dist loadfile "$@"
