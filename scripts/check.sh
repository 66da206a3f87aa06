#!/bin/sh
# Everything that can be judged without running the product. Goes on after a
# failure, so that one run shows all there is to mend.
set -u
cd "$(dirname "$0")/.."
. scripts/say.sh
scripts/environment.sh development || exit 1
scripts/tools.sh gettext || true
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

# A complete environment of production, with a secret that nobody has.
production() {
    DJANGO_SETTINGS_MODULE=settings.production \
        SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
        DATABASE_URL="postgresql://cms:$(python -c 'import secrets; print(secrets.token_hex())')@127.0.0.1/cms" \
        ALLOWED_HOSTS=portal.example PORTAL_URL=https://portal.example \
        ELASTICSEARCH_URL=http://127.0.0.1:9200 DATA_DIR=/var/lib/cms "$@"
}

check "ruff format" ruff format --check --quiet .
check "ruff lint" ruff check --quiet .
check "types (mypy)" mypy
check "imports (import-linter)" lint-imports
check "migrations" python manage.py makemigrations --check --dry-run --settings settings.test
check "deployment" production python manage.py check --deploy --fail-level WARNING
check "templates (djlint)" djlint --lint --quiet cms search blocks
check "catalogues" python -m scripts.locales
check "advisories (pip-audit)" python -m scripts.audit

[ -z "$failed" ] || die "these checks failed:$failed"
say "All checks passed"
