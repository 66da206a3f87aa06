"""Items in the log, and engines that follow it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict

from cms.publishing import log
from cms.publishing.models import Entry
from cms.publishing.representation import Kind, Label, Passage, Representation
from cms.publishing.sources import kinds
from search import indexer, service
from search.engine import Engine
from search.engines import embedded, primary
from search.query import Query, parse

NEWS = Kind("news", "news", "Tin tức")
SPRING = datetime(2022, 3, 18, 8, tzinfo=UTC)


def publish(
    title: str,
    *texts: str | Passage,
    source: str = "",
    kind: Kind | str = NEWS,
    units: tuple[Label, ...] = (),
    topics: tuple[Label, ...] = (),
    published_at: datetime = SPRING,
    **fields: Any,
) -> Entry:
    """An item in the log, as its source would have put it there."""
    passages = [text if isinstance(text, Passage) else Passage("", "", text) for text in texts]
    item = Representation(
        title=title,
        url=f"https://portal.example/{source or title}/".replace(" ", "-"),
        published_at=published_at,
        units=units,
        topics=topics,
        passages=tuple(passages),
        **fields,
    )
    with transaction.atomic():
        entry = log.append(source or f"test:{title}", _kind(kind), item)
    assert entry is not None
    return entry


def _kind(kind: Kind | str) -> Kind:
    return kinds()[kind] if isinstance(kind, str) else kind


def withdraw(entry: Entry) -> None:
    with transaction.atomic():
        log.withdraw(entry.source)


def ask(address: str) -> Query:
    """The query in an address's parameters, or for the words alone."""
    return parse(QueryDict(address)) if "=" in address else Query(address)


def found(address: str, **options: Any) -> list[str]:
    """Titles of the page of items that answer."""
    return [hit.entry.title for hit in service.answer(ask(address), **options).hits]


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has an embedded index of its own, as its database is."""
    settings.SEARCH = {**settings.SEARCH, "ENGINE": "embedded", "EMBEDDED_PATH": tmp_path / "index"}
    _forget_failures()
    yield
    _forget_failures()


def _forget_failures() -> None:
    service.breaker.succeeded()
    for breaker in indexer._breakers.values():
        breaker.succeeded()


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, settings: Any, db: None) -> Engine:
    """The engine that answers; a test that asks for it runs once on each."""
    if request.param == "embedded":
        return embedded()
    return _elasticsearch(request, settings)


@pytest.fixture
def elasticsearch(request: pytest.FixtureRequest, settings: Any, db: None) -> Engine:
    return _elasticsearch(request, settings)


def _elasticsearch(request: pytest.FixtureRequest, settings: Any) -> Engine:
    settings.SEARCH = {
        **settings.SEARCH,
        "ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": request.getfixturevalue("elasticsearch_url"),
        "ELASTICSEARCH_INDEX": request.getfixturevalue("elasticsearch_index"),
        # Patient: what the tests of an outage measure, they set themselves.
        "ELASTICSEARCH_TIMEOUT": 20.0,
    }
    return primary()
