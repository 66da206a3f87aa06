"""This project's search with the benchmark's provisions. Run as a process, on a migrated database.

`python -m benchmarks.ours.search fill COUNT` puts so many in the log; `index` builds the
index that answers from it; `ask AT_ONCE SECONDS` measures; all print JSON.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django


def fill(count: int) -> dict[str, Any]:
    """Entries by COPY: what publishing costs is measured by `benchmarks.api`."""
    from django.db import connection, transaction

    from benchmarks.provisions import provisions
    from cms.publishing.models import Entry, LogState

    with transaction.atomic(), connection.cursor() as cursor:
        state = LogState.objects.get(pk=1)
        first = Entry.objects.count()
        rows = (
            row for number, row in enumerate(_rows(count, provisions(count))) if number >= first
        )
        names = [field.column for field in Entry._meta.concrete_fields]
        columns = ", ".join(f'"{name}"' for name in names)
        with cursor.copy(f'COPY "{Entry._meta.db_table}" ({columns}) FROM STDIN') as stream:
            for row in rows:
                state.last_change += 1
                stream.write_row([{**row, "change": state.last_change}[name] for name in names])
        state.save()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE publishing_entry")
    return {"entries": Entry.objects.count()}


def _rows(count: int, found: Any) -> Iterator[dict[str, Any]]:
    from cms.publishing.models import Entry

    moment = datetime(2024, 1, 1, tzinfo=UTC)
    blank = {field.column: field.get_default() for field in Entry._meta.concrete_fields}
    for number, one in enumerate(found):
        key = uuid.uuid5(uuid.NAMESPACE_URL, str(number))
        url = f"https://127.0.0.1/van-ban/{number}/"
        summary = {"id": str(key), "title": one.title, "url": url}
        text = [{"anchor": f"dieu-{number}", "heading": "", "text": one.text}]
        yield {
            **blank,
            "id": key,
            "kind": "document",
            "source": f"bench:{number}",
            "version": 1,
            "digest": "",
            "seal": "",
            "title": one.title,
            "url": url,
            "language": "vi",
            "summary": json.dumps(summary),
            "payload": json.dumps(summary),
            "text": json.dumps(text),
            "published_at": moment,
            "updated_at": moment,
        }


def index() -> dict[str, Any]:
    """Build the index that answers, as `build_index --anew` does."""
    from benchmarks.asking import peak_mb
    from search import indexer
    from search.engines import primary

    engine = primary()
    begun, cpu = time.perf_counter(), time.process_time()
    read = indexer.rebuild(engine)
    passed = time.perf_counter() - begun
    return {
        "items": read,
        "seconds": passed,
        "rate": read / passed,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": peak_mb(),
        "disk_mb": disk_mb(engine),
    }


def disk_mb(engine: Any) -> float:
    from django.conf import settings

    from benchmarks.asking import size_mb

    if engine.name == "embedded":
        return size_mb(Path(settings.SEARCH["EMBEDDED_PATH"]))
    stats = engine._client.indices.stats(index=engine._target, metric="store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / 2**20


def ask(at_once: int, seconds: float) -> dict[str, Any]:
    """What a search costs: all of it, and the engine's own part."""
    from django.utils import timezone

    from benchmarks.asking import measure, peak_mb
    from benchmarks.provisions import queries
    from search import asking, service
    from search.engines import primary
    from search.query import Query

    engine, now = primary(), timezone.now()

    def answer(text: str) -> object:
        found = service.answer(Query(text))
        assert not found.degraded
        return found

    texts = queries()
    figures: dict[str, Any] = {
        "whole answer": measure(answer, texts, at_once, seconds),
        "engine alone": measure(
            lambda text: asking.ask(engine, Query(text), now), texts, at_once, seconds
        ),
    }
    if engine.name == "embedded":
        clauses = _clauses(engine, texts, now)
    else:
        clauses = _requests(engine, answer, texts)
    figures["its clauses, bare"] = measure(lambda text: clauses[text](), texts, at_once, seconds)
    figures["found"] = sum(bool(service.answer(Query(text)).total) for text in texts) / len(texts)
    figures["peak_mb"] = peak_mb()
    return figures


def _clauses(engine: Any, texts: list[str], now: datetime) -> dict[str, Callable[[], object]]:
    """What tantivy is asked for an answer: the best passages, and what is counted beside them."""
    from search import asking
    from search.engines.embedded_queries import any_of, items_query
    from search.engines.embedded_ranking import FIRST_PASSAGES
    from search.engines.embedded_search import FACETS, TOTAL, _validity
    from search.query import Query
    from search.weights import PLACES

    searcher = engine._reading()._searcher
    counted = {**FACETS, **TOTAL, **_validity(now.date().toordinal())}

    def asked(text: str) -> Callable[[], object]:
        planned = asking.ask(engine, Query(text), now).used
        best, items = any_of(planned.score, PLACES), items_query(searcher, planned)
        return lambda: (
            searcher.search(best, limit=FIRST_PASSAGES, count=False),
            searcher.aggregate(items, counted),
        )

    return {text: asked(text) for text in dict.fromkeys(texts)}


def _requests(
    engine: Any, answer: Callable[[str], object], texts: list[str]
) -> dict[str, Callable[[], object]]:
    """What the server is sent for an answer, word for word, made beforehand and sent once more.

    Each question was asked before: what is remembered between questions is not asked for.
    """
    transport = engine._client.transport
    send, sent = transport.perform_request, []

    def noted(
        method: str, target: str, *, body: Any = None, headers: Any = None, **given: Any
    ) -> Any:
        made = body and transport.serializers.dumps(body, headers["content-type"])
        sent.append(lambda: send(method, target, body=made, headers=headers, **given))
        return send(method, target, body=body, headers=headers, **given)

    def asked(text: str) -> Callable[[], object]:
        sent.clear()
        answer(text)
        requests = tuple(sent)
        return lambda: [request() for request in requests]

    transport.perform_request = noted
    try:
        return {text: asked(text) for text in dict.fromkeys(texts)}
    finally:
        transport.perform_request = send


if __name__ == "__main__":
    django.setup()
    what, *given = sys.argv[1:]
    if what == "fill":
        print(json.dumps(fill(int(given[0]))))
    elif what == "index":
        print(json.dumps(index()))
    else:
        print(json.dumps(ask(int(given[0]), float(given[1]))))
