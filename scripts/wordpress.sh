#!/bin/sh
# Unpacks Debian's WordPress into var/wordpress for the tests: its parser of feeds is all that
# they need, and installing the package would start a web server. Needs no password.
set -eu
cd "$(dirname "$0")/.."
. scripts/say.sh
folder=var/wordpress
parser=wp-includes/class-simplepie.php

for found in "${WORDPRESS:-/usr/share/wordpress}" "$folder"; do
    [ -f "$found/$parser" ] && exit 0
done
command -v apt-get >/dev/null 2>&1 || die "No WordPress: this is no Debian, and WORDPRESS names none"
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
say "Getting WordPress with apt"
# Whoever apt reads files as must be able to write here.
(cd "$new" && apt-get download -q wordpress >/dev/null 2>&1) || die "No WordPress: apt does not give it"
dpkg-deb -x "$new"/wordpress_*.deb "$new/all"
mkdir -p var
# Two runs at once: one wins, both have it.
mv "$new/all/usr/share/wordpress" "$folder.$$" && mv -T "$folder.$$" "$folder" 2>/dev/null || rm -rf "$folder.$$"
[ -f "$folder/$parser" ] || die "No WordPress: the package has no $parser"
