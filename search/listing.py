"""What the search page shows: results, filters, and where each of its links leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.publishing.sources import kinds

from .address import address_of, parameters_of, written
from .facets import Facet
from .query import LAST_RESULT, Query
from .service import Answer, Found

# Of a filter's values, how many stand open; the rest are folded away.
OPEN_VALUES = 8

FILTERS: dict[str, str | Promise] = {
    "kind": _("Kind of content"),
    "topic": _("Topic"),
    "unit": _("Unit"),
    "year": _("Year"),
}


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
    shown = ((label, list(_values(query, name, answer))) for name, label in FILTERS.items())
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


def _values(query: Query, name: str, answer: Answer) -> Iterator[Value]:
    for facet in answer.facets.get(name, ()):
        if name == "year":
            yield _year(query, facet)
        else:
            yield _value(query, f"{name}s", facet)


def _value(query: Query, field: str, facet: Facet) -> Value:
    chosen: tuple[str, ...] = getattr(query, field)
    is_chosen = facet.value in chosen
    others = tuple(value for value in chosen if value != facet.value)
    url = address_of(query, **{field: others if is_chosen else (*chosen, facet.value)})
    return Value(facet.label, facet.count, url, is_chosen)


def _year(query: Query, facet: Facet) -> Value:
    year = int(facet.value)
    first, end = _new_year(year), _new_year(year + 1)
    is_chosen = (query.published_after, query.published_before) == (first, end)
    if is_chosen:
        url = address_of(query, published_after=None, published_before=None)
    else:
        url = address_of(query, published_after=first, published_before=end)
    return Value(facet.label, facet.count, url, is_chosen)


def _new_year(year: int) -> datetime:
    # The year after 9999 is none that a date can say.
    midnight = datetime.combine(date(min(year, 9999), 1, 1), datetime.min.time())
    return timezone.make_aware(midnight)
