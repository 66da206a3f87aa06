#!/bin/sh
# The demo on this machine. Looks for what would stop it before doing any work.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/say.sh"

# A relative DATA_DIR is meant from where the person stands.
case "${DATA_DIR:-}" in
    "" | /*) ;;
    *) DATA_DIR=$PWD/$DATA_DIR; export DATA_DIR ;;
esac
cd "$root"
python=$(scripts/python.sh)
PYTHONPATH=$root "$python" -m scripts.demo check
scripts/environment.sh runtime
if [ "${SEARCH:-}" = elasticsearch ] && [ -z "${ELASTICSEARCH_URL:-}" ]; then
    scripts/tools.sh java maven || true
fi
PYTHONPATH=$root exec "${VENV:-.venv}/bin/python" -m scripts.demo
