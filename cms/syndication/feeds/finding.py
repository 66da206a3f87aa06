"""What of the log a feed's address asks for, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from django.http import QueryDict

from cms.api import listing, parameters, searching
from cms.api.collections import collections
from cms.api.paging import cursor, page_of, rows_of
from cms.publishing.models import Entry
from cms.publishing.representation import Kind
from search import service
from search.query import Query

from .fulltext import Stored

PAGE_SIZE = 20
LARGEST_PAGE = 100

Payloads = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of items, newest first; `next` and `previous` are parameters that lead on.

    `texts` are, by id, the passages of those whose payload does not hold all their text."""

    payloads: Payloads
    texts: Mapping[str, Sequence[Stored]] = field(default_factory=dict)
    next: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, str] = field(default_factory=dict)


def find(kind: Kind | None, query: QueryDict, now: datetime) -> Found:
    """The public items of `kind` (of every kind) that `query` asks for.

    One query to the database, one more for the texts of what has parts; with words to
    search for (`q`), those of the search.
    Raises `Problem`.
    """
    if "q" in query and (kind is None or kind.searchable):
        return _searched(kind, query, now)
    return _listed(kind, query, now)


def _listed(kind: Kind | None, query: QueryDict, now: datetime) -> Found:
    readers = {
        "cursor": cursor,
        "page_size": parameters.whole_number(1, LARGEST_PAGE),
        **listing.filters_of(kind),
    }
    asked = parameters.read(query, readers)
    at, size = asked.get("cursor"), asked.get("page_size", PAGE_SIZE)
    entries, prefix = listing.filtered(kind, asked, now)
    page = page_of(rows_of(entries, at, size, prefix, text="payload"), at, size)
    payloads = [orjson.loads(row.text) for row in page.rows]
    return Found(
        payloads=payloads,
        texts=_texts_of(payloads),
        next={"cursor": str(page.next)} if page.next else {},
        previous={"cursor": str(page.previous)} if page.previous else {},
    )


def _searched(kind: Kind | None, query: QueryDict, now: datetime) -> Found:
    asked = _question(kind, query)
    try:
        answer = service.answer(asked, now)
    except service.SearchUnavailable:
        raise searching.unavailable() from None
    keys = [hit.entry.id for hit in answer.hits]
    rows = dict(Entry.objects.public(now).filter(pk__in=keys).values_list("pk", "payload"))
    payloads = [orjson.loads(rows[key]) for key in keys if key in rows]
    return Found(
        payloads=payloads,
        texts=_texts_of(payloads),
        next={"page": str(asked.page + 1)} if asked.page < answer.pages else {},
        previous={"page": str(asked.page - 1)} if asked.page > 1 else {},
    )


def _texts_of(payloads: Payloads) -> Mapping[str, Sequence[Stored]]:
    divided = {kind.name for kind in collections().values() if kind.parts}
    keys = [payload["id"] for payload in payloads if payload["kind"] in divided]
    if not keys:
        return {}
    rows = Entry.objects.filter(pk__in=keys).values_list("pk", "text")
    return {str(key): text for key, text in rows}


def _question(kind: Kind | None, query: QueryDict) -> Query:
    """The search that the address asks for: of this kind alone, and the newest first."""
    known = {"q", "page", "page_size", *listing.filters_of(kind)} - {"updated_after"}
    parameters.read(query, dict.fromkeys(known, str))
    params = query.copy()
    params["sort"] = "date"
    if kind:
        params["kind"] = kind.name
    return searching.parsed(params)
