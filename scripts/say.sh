# Sourced by the other scripts: one clear line, and the end.
say() { printf '%s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
