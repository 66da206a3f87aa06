"""Which engines there are here: the embedded one always, Elasticsearch where it is chosen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engine import Engine

from .embedded import EmbeddedEngine


def embedded() -> Engine:
    """The engine that needs no server, and stands in whenever the other cannot answer."""
    return _embedded(Path(settings.SEARCH["EMBEDDED_PATH"]))


def primary() -> Engine:
    """The engine that answers while all is well."""
    if settings.SEARCH["ENGINE"] != "elasticsearch":
        return embedded()
    return _elasticsearch(
        settings.SEARCH["ELASTICSEARCH_URL"],
        settings.SEARCH["ELASTICSEARCH_INDEX"],
        settings.SEARCH["ELASTICSEARCH_TIMEOUT"],
        settings.SEARCH["ELASTICSEARCH_REPLICAS"],
    )


def all_engines() -> tuple[Engine, ...]:
    """Every engine whose index is to follow the log."""
    first, second = embedded(), primary()
    return (first,) if first is second else (first, second)


@lru_cache(maxsize=4)
def _embedded(root: Path) -> Engine:
    return EmbeddedEngine(root)


@lru_cache(maxsize=4)
def _elasticsearch(url: str, index: str, timeout: float, replicas: str) -> Engine:
    # Imported only where it is used: the package takes half a second to load.
    from .elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(url, index, timeout, replicas)
