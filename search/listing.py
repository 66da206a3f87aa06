"""What the search page shows: results, filters, and where each of its links leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from cms.publishing.sources import kinds

from .address import address_of, parameters_of, written
from .facets import Facet
from .found import Found
from .query import LAST_RESULT, Query
from .schemes import facets
from .service import Answer

# Of a filter's values, how many stand open; the rest are folded away.
OPEN_VALUES = 8


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter; `url` chooses it, or lets it go when it is chosen."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the page: values that stand open, and values to unfold."""

    label: str | Promise
    values: Sequence[Value]
    more: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Row:
    """A result. Each passage is its heading, its safe HTML and where it stands."""

    title_html: SafeString
    url: str
    kind: str
    published_at: datetime | None
    passages: Sequence[tuple[str, SafeString, str]]


def rows_of(answer: Answer) -> list[Row]:
    return [_row(found) for found in answer.hits]


def filters_of(query: Query, answer: Answer) -> list[Filter]:
    """The filters that have something to choose."""
    shown = ((label, _values(query, name, answer)) for name, label in facets().items())
    return [
        Filter(label, values[:OPEN_VALUES], values[OPEN_VALUES:])
        for label, values in shown
        if len(values) > 1 or any(value.chosen for value in values)
    ]


def page_of(query: Query, answer: Answer) -> Page[int]:
    """The numbers of the pages around this one, as the portal's paging shows them."""
    reachable = range(min(answer.total, LAST_RESULT))
    return Paginator(reachable, query.page_size).get_page(query.page)


def hidden_fields(query: Query) -> list[tuple[str, str]]:
    """What the form for dates must send along."""
    own = {"published_after", "published_before", "page"}
    return [(name, value) for name, value in parameters_of(query) if name not in own]


def day_in_form(moment: datetime | None) -> str:
    return written(moment)[:10] if moment else ""


def _row(found: Found) -> Row:
    kind = kinds().get(found.entry.kind)
    page = found.entry.url
    return Row(
        title_html=found.title_html,
        url=found.url,
        kind=str(kind.label) if kind else "",
        published_at=found.entry.published_at,
        passages=[(one.heading, one.html, one.url_in(page)) for one in found.passages],
    )


def _values(query: Query, facet: str, answer: Answer) -> list[Value]:
    return [_value(query, facet, value) for value in answer.facets.get(facet, ())]


def _value(query: Query, facet: str, value: Facet) -> Value:
    chosen = query.choices.get(facet, ())
    others = tuple(one for one in chosen if one != value.value)
    is_chosen = value.value in chosen
    wanted = others if is_chosen else (*chosen, value.value)
    url = address_of(query, choices={**query.choices, facet: wanted})
    return Value(value.label, value.count, url, is_chosen)
