"""A query as an address: the reverse of `query.parse`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.http import urlencode

from .query import PAGE_SIZE, Query


def address_of(query: Query, **changes: Any) -> str:
    """Where `query`, changed so, is answered; on its first page unless `page` is given."""
    return "?" + encoded(replace(query, **{"page": 1, **changes}))


def encoded(query: Query) -> str:
    return urlencode(parameters_of(query))


def parameters_of(query: Query) -> list[tuple[str, str]]:
    """The parameters that ask for `query`; what is as usual is left out."""
    usual = Query("")
    dates = {"published_after": query.published_after, "published_before": query.published_before}
    items = {"within": query.within, "like": query.like}
    numbers = {"page": (query.page, usual.page), "page_size": (query.page_size, PAGE_SIZE)}
    return [
        ("q", query.text),
        *((facet, value) for facet, values in query.choices.items() for value in values),
        *([("valid_on", query.valid_on.isoformat())] if query.valid_on else []),
        *((name, written(moment)) for name, moment in dates.items() if moment),
        *([("sort", query.sort)] if query.sort != usual.sort else []),
        *((name, str(value)) for name, (value, common) in numbers.items() if value != common),
        *((name, str(key)) for name, key in items.items() if key),
    ]


def written(moment: datetime) -> str:
    """The day alone when the moment is its first in Vietnam, as forms send it."""
    local = timezone.localtime(moment)
    return local.date().isoformat() if local.time() == time.min else local.isoformat()
