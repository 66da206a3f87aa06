"""The filters that a page of results offers: values with their names and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson
from django.db.models import Max

from cms.api.prepared import Prepared
from cms.publishing.models import Entry, EntryLabel
from cms.publishing.sources import kinds

from .schemes import facets

Names = Mapping[tuple[str, str], str]
_LATEST = Prepared(
    lambda: Entry.objects.order_by("-change").values_list("change", "updated_at")[:1]
)


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by, what people call it, and how many items have it."""

    value: str
    label: str
    count: int


def named(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> dict[str, list[Facet]]:
    """Each facet's values, the most frequent first; years the latest first. One query,
    and two more when the log has moved.

    What is `chosen` is among them though it finds nothing, so that it can be let go.
    """
    state = _state_of_log()
    found = {}
    for facet in facets():
        values = {**dict.fromkeys(chosen.get(facet, ()), 0), **counts.get(facet, {})}
        found[facet] = sorted(
            (Facet(value, _name(facet, value, state), count) for value, count in values.items()),
            key=_by_year if facet == "year" else _by_count,
        )
    return found


def _by_count(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.label


def _by_year(facet: Facet) -> int:
    return -int(facet.value)


def _name(facet: str, value: str, state: object) -> str:
    if facet == "kind":
        return str(kinds()[value].label) if value in kinds() else value
    if facet == "year":
        return value
    key = (facet, value)
    return _carried_names(state).get(key) or _own_names(state).get(key) or value


def _state_of_log() -> object:
    """The number and the moment of the latest change: by them names are kept until it moves."""
    rows = _LATEST.rows()
    return rows[0] if rows else None


@lru_cache(maxsize=1)
def _carried_names(state: object) -> Names:
    """What the items call the labels that they carry."""
    rows = EntryLabel.objects.exclude(name="").values_list("scheme", "code")
    return {(scheme, code): name for scheme, code, name in rows.annotate(called=Max("name"))}


@lru_cache(maxsize=1)
def _own_names(state: object) -> Names:
    """Units and topics are in the log under kinds of their own, with their code."""
    labels = Entry.objects.filter(withdrawn_at=None, kind__in=EntryLabel.Scheme.values)
    return {
        (kind, orjson.loads(summary).get("code", "")): title
        for kind, summary, title in labels.values_list("kind", "summary", "title")
    }
