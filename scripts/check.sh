#!/bin/sh
# Everything that can be judged without running the product. Goes on after a
# failure, so that one run shows all there is to mend.
set -u
cd "$(dirname "$0")/.."
. scripts/say.sh
scripts/environment.sh development || exit 1
PATH="$PWD/${VENV:-.venv}/bin:$PATH"
export PATH

failed=""
check() {
    name=$1
    shift
    say "== $name"
    "$@" || failed="$failed
  $name"
}

check "ruff format" ruff format --check --quiet .
check "ruff lint" ruff check --quiet .
check "types (mypy)" mypy
check "imports (import-linter)" lint-imports
check "migrations" python manage.py makemigrations --check --dry-run --settings settings.test

[ -z "$failed" ] || die "these checks failed:$failed"
say "All checks passed"
