#!/bin/sh
# Prints the Python to build with: PYTHON if given, else 3.11, else what is newer.
set -eu
. "$(dirname "$0")/say.sh"

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for candidate in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3}; do
    if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
found=$( (command -v "${PYTHON:-python3}" >/dev/null 2>&1 && "${PYTHON:-python3}" -V 2>&1) || echo none)
die "Python 3.11 or newer is needed (found: $found). On Debian 12 or newer: apt install python3 python3-venv; or name one with PYTHON=/path/to/python3.11"
