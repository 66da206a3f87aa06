"""The filters that a page of results offers: values with their names and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson
from django.db.models import Max

from cms.publishing.models import Entry, EntryLabel
from cms.publishing.sources import kinds

from .schemes import facets
from .stored import State

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by, what people call it, and how many items have it."""

    value: str
    label: str
    count: int


def named(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]], log: State
) -> dict[str, list[Facet]]:
    """Each facet's values, the most frequent first; years the latest first. Two queries
    when the log has moved.

    What is `chosen` is among them though it finds nothing, so that it can be let go.
    """
    found = {}
    for facet in facets():
        values = {**dict.fromkeys(chosen.get(facet, ()), 0), **counts.get(facet, {})}
        found[facet] = sorted(
            (Facet(value, _name(facet, value, log), count) for value, count in values.items()),
            key=_by_year if facet == "year" else _by_count,
        )
    return found


def _by_count(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.label


def _by_year(facet: Facet) -> int:
    return -int(facet.value)


def _name(facet: str, value: str, log: State) -> str:
    if facet == "kind":
        return str(kinds()[value].label) if value in kinds() else value
    if facet == "year":
        return value
    key = (facet, value)
    return _carried_names(log).get(key) or _own_names(log).get(key) or value


@lru_cache(maxsize=1)
def _carried_names(log: State) -> Names:
    """What the items call the labels that they carry."""
    rows = EntryLabel.objects.exclude(name="").values_list("scheme", "code")
    return {(scheme, code): name for scheme, code, name in rows.annotate(called=Max("name"))}


@lru_cache(maxsize=1)
def _own_names(log: State) -> Names:
    """Units and topics are in the log under kinds of their own, with their code."""
    labels = Entry.objects.filter(withdrawn_at=None, kind__in=EntryLabel.Scheme.values)
    return {
        (kind, orjson.loads(summary).get("code", "")): title
        for kind, summary, title in labels.values_list("kind", "summary", "title")
    }
