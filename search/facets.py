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
from .standing import State

Names = dict[tuple[str, str], str]
# Facets for whose values the log is not asked.
NAMED_BY_ITSELF = ("kind", "year")


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
    values = {
        facet: {**dict.fromkeys(chosen.get(facet, ()), 0), **counts.get(facet, {})}
        for facet in facets()
    }
    # Two hundred bodies have issued law: none is looked up by itself.
    in_log = any(own for facet, own in values.items() if facet not in NAMED_BY_ITSELF)
    names = {**_kinds(), **(_names_in(log) if in_log else {})}
    return {
        facet: sorted(
            [Facet(key, names.get((facet, key)) or key, count) for key, count in own.items()],
            key=_by_year if facet == "year" else _by_count,
        )
        for facet, own in values.items()
    }


def _by_count(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.label


def _by_year(facet: Facet) -> int:
    return -int(facet.value)


def _kinds() -> Names:
    return {("kind", name): str(kind.label) for name, kind in kinds().items()}


@lru_cache(maxsize=1)
def _names_in(log: State) -> Names:
    """What the log calls the values of facets: before all as the items do that carry them."""
    return _own_names() | _carried_names()


def _carried_names() -> Names:
    """What the items call the labels that they carry."""
    rows = EntryLabel.objects.exclude(name="").values_list("scheme", "code")
    return {(scheme, code): name for scheme, code, name in rows.annotate(called=Max("name"))}


def _own_names() -> Names:
    """Units and topics are in the log under kinds of their own, with their code."""
    labels = Entry.objects.filter(withdrawn_at=None, kind__in=EntryLabel.Scheme.values)
    return {
        (kind, orjson.loads(summary).get("code", "")): title
        for kind, summary, title in labels.values_list("kind", "summary", "title")
    }
