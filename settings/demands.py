"""What production must be told before it may start. Pure: environment in, complaints out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

SECRET_LENGTH = 50
DEFAULT_SECRETS = {"", "admin", "change-me", "changeme", "password", "postgres", "secret"}
RECIPE = 'python -c "import secrets; print(secrets.token_urlsafe(50))"'


def complaints(environ: Mapping[str, str]) -> list[str]:
    """Everything that is missing, default or dangerous, each with what to set."""
    return [
        *_secret(environ.get("SECRET_KEY", "")),
        *_database(environ.get("DATABASE_URL", "")),
        *_hosts(environ.get("ALLOWED_HOSTS", "")),
        *_portal(environ.get("PORTAL_URL", "")),
        *_search(environ),
        *_data(environ.get("DATA_DIR", "")),
        *_debug(environ.get("DEBUG", "")),
    ]


def _secret(key: str) -> Iterator[str]:
    lowered = key.lower()
    if not key:
        yield f"SECRET_KEY is missing. Make one: {RECIPE}"
    elif any(word in lowered for word in ("insecure", "change", "only-for-tests", "example")):
        yield f"SECRET_KEY is a default or an example. Make one: {RECIPE}"
    elif len(key) < SECRET_LENGTH or len(set(key)) < 10:
        yield f"SECRET_KEY is too easy: {SECRET_LENGTH} random characters. Make one: {RECIPE}"


def _database(url: str) -> Iterator[str]:
    example = "postgresql://cms:A-PASSWORD-OF-ITS-OWN@127.0.0.1:5432/cms"
    if not url:
        yield f"DATABASE_URL is missing. Like {example}"
        return
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "psql", "pgsql"}:
        yield f"DATABASE_URL must name a PostgreSQL, not {parts.scheme or 'this'}. Like {example}"
    elif parts.hostname and (parts.password or "").lower() in DEFAULT_SECRETS:
        yield "DATABASE_URL has no password, or a default one. Give its user one of its own"


def _hosts(hosts: str) -> Iterator[str]:
    names = [name.strip() for name in hosts.split(",") if name.strip()]
    if not names:
        yield "ALLOWED_HOSTS is missing. The portal's host names, with commas between"
    elif "*" in names:
        yield "ALLOWED_HOSTS is open to any host. Name the portal's own"


def _portal(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    if not url:
        yield "PORTAL_URL is missing. The origin in every link: https://hoagiai.example.vn"
    elif parts.scheme != "https" or not parts.hostname or parts.path.strip("/"):
        yield f"PORTAL_URL must be an https origin without a path, not {url}"


def _search(environ: Mapping[str, str]) -> Iterator[str]:
    engine = environ.get("SEARCH_ENGINE", "elasticsearch")
    if engine == "elasticsearch" and not environ.get("ELASTICSEARCH_URL"):
        yield (
            "ELASTICSEARCH_URL is missing. Like http://127.0.0.1:9200; or SEARCH_ENGINE=embedded, "
            "which serves one machine"
        )
    elif engine not in {"elasticsearch", "embedded"}:
        yield f"SEARCH_ENGINE must be elasticsearch or embedded, not {engine}"


def _data(folder: str) -> Iterator[str]:
    if not folder:
        yield "DATA_DIR is missing. The folder of media and index that is backed up: /var/lib/cms"
    elif not folder.startswith("/"):
        yield f"DATA_DIR must be an absolute path, not {folder}"


def _debug(debug: str) -> Iterator[str]:
    if debug.lower() not in {"", "0", "false", "no", "off"}:
        yield "DEBUG is on, which shows the inside of the house to visitors. Unset it"
