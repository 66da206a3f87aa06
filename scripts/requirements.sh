#!/bin/sh
# Pins every direct and indirect dependency. UPGRADE=1 takes newer versions.
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh development
compile() {
    "${VENV:-.venv}/bin/uv" pip compile --quiet --universal --python-version 3.11 \
        --no-emit-index-url --custom-compile-command "make requirements" \
        ${UPGRADE:+--upgrade} "$@"
}
compile requirements/runtime.in -o requirements.txt
compile -c requirements.txt requirements/runtime.in requirements/development.in \
    -o requirements/development.txt
