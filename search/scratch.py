"""An index of its own beside the live one, to measure or to match with, gone afterwards."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .engine import Engine, EngineUnavailable
from .engines.embedded import EmbeddedEngine

# Seconds. A measurement waits for what a reader would not.
TIMEOUT = 60.0


@contextmanager
def scratch(name: str) -> Iterator[Engine]:
    """An empty `embedded` engine, or `elasticsearch` on the server that the settings name.

    Raises `EngineUnavailable` where they name none.
    """
    if name == "embedded":
        with tempfile.TemporaryDirectory(prefix="scratch-index-") as folder:
            yield EmbeddedEngine(Path(folder))
        return
    engine = _elasticsearch()
    try:
        yield engine
    finally:
        engine.clear()


def _elasticsearch() -> Engine:
    from .engines.elasticsearch import ElasticsearchEngine

    url = settings.SEARCH["ELASTICSEARCH_URL"]
    if not url:
        raise EngineUnavailable(
            "Which Elasticsearch? Name it in the environment: "
            "ELASTICSEARCH_URL=http://127.0.0.1:9200"
        )
    return ElasticsearchEngine(url, f"evaluation-{uuid.uuid4().hex}", TIMEOUT)
