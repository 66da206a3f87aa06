#!/bin/sh
# Makes .venv and installs the pinned packages: `environment.sh runtime|development`.
# A stamp of what was installed makes the second time free, and offline.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh

case "${1:-runtime}" in
    runtime) list=requirements.txt ;;
    development) list=requirements/development.txt ;;
    *) die "scripts/environment.sh takes runtime or development, not $1" ;;
esac
venv=${VENV:-.venv}
stamps=$venv/installed

wanted=$(sha256sum "$list" | cut -d' ' -f1)
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null \
    && grep -qsx "$wanted" "$stamps"; then
    exit 0
fi

make_venv() {
    # A folder that a broken or moved environment left behind is made again.
    if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(scripts/python.sh) || exit 1
    say "Making $venv with $("$python" -V)"
    if ! "$python" -m venv --clear "$venv" >"$log" 2>&1; then
        scripts/apt.sh python3-venv && "$python" -m venv --clear "$venv" >"$log" 2>&1 \
            || die "$python cannot make a virtual environment. On Debian: apt install python3-venv"
    fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
make_venv
say "Installing what $list names (the first time takes a minute or two)"
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --quiet -r "$list" >"$log" 2>&1; then
    reason=$(grep '^ERROR' "$log" | tail -n 1)
    die "pip could not install $list (${reason:-no reason given}). Is the package index reachable? (A mirror goes in PIP_INDEX_URL, a proxy in HTTPS_PROXY.)"
fi
if [ "$list" = requirements.txt ]; then
    echo "$wanted" >"$stamps"
else
    # The development list holds all of the runtime list.
    { sha256sum requirements.txt | cut -d' ' -f1; echo "$wanted"; } >"$stamps"
fi
