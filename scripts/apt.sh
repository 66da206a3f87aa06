#!/bin/sh
# Installs Debian packages where that needs no password: `apt.sh NAME…`.
# Fails quietly otherwise, and the caller says what is missing.
set -eu

command -v apt-get >/dev/null 2>&1 || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    exit 1
fi

echo "Installing with apt: $*"
export_noninteractive="DEBIAN_FRONTEND=noninteractive"
install() {
    $as_root $export_noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1
}
# The package lists of a fresh machine are old or empty: refresh them, then try again.
install "$@" || { $as_root apt-get update -q >/dev/null 2>&1; install "$@"; }
