#!/bin/sh
# Gets what is missing of the named programs with apt, where that needs no password:
# `tools.sh java maven postgresql chromium gettext`. Says what it could not get.
set -u
cd "$(dirname "$0")/.."
. scripts/say.sh

have() {
    case "$1" in
        java) command -v java >/dev/null 2>&1 ;;
        maven) command -v mvn >/dev/null 2>&1 ;;
        postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ;;
        chromium) command -v chromium >/dev/null 2>&1 ;;
        gettext) command -v msgfmt >/dev/null 2>&1 ;;
        ocr) command -v ocrmypdf >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie ;;
        antiword) command -v antiword >/dev/null 2>&1 ;;
        node) command -v node >/dev/null 2>&1 ;;
        php) php -r 'exit((int) !(extension_loaded("xml") && extension_loaded("mbstring")));' >/dev/null 2>&1 ;;
        *) die "scripts/tools.sh does not know $1" ;;
    esac
}

package() {
    case "$1" in
        java) echo default-jre-headless ;;
        # Fonts with Vietnamese letters come with the browser, for screenshots to be true.
        chromium) echo chromium fonts-dejavu-core ;;
        ocr) echo ocrmypdf tesseract-ocr-vie ;;
        node) echo nodejs ;;
        php) echo php-cli php-xml php-mbstring ;;
        *) echo "$1" ;;
    esac
}

left=""
for tool in "$@"; do
    have "$tool" && continue
    # shellcheck disable=SC2046 # a tool may be several packages
    scripts/apt.sh $(package "$tool") || true
    have "$tool" || left="$left $(package "$tool")"
done
[ -z "$left" ] || { say "Not installed, and apt cannot be used without a password:$left"; exit 1; }
