"""The filters that a page of results offers: values with their names and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from django.db.models import Count, Max

from cms.publishing.models import Entry, EntryLabel
from cms.publishing.sources import kinds

Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by, what people call it, and how many items have it."""

    value: str
    label: str
    count: int


def named(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> dict[str, list[Facet]]:
    """Each facet's values, the most frequent first; years the latest first. One query.

    What is `chosen` is among them though it finds nothing, so that it can be let go.
    """
    names = _label_names()
    return {
        facet: sorted(
            (
                Facet(value, _name(facet, value, names), count)
                for value, count in {**dict.fromkeys(chosen.get(facet, ()), 0), **values}.items()
            ),
            key=_by_year if facet == "year" else _by_count,
        )
        for facet, values in counts.items()
    }


def _by_count(facet: Facet) -> tuple[int, str]:
    return -facet.count, facet.label


def _by_year(facet: Facet) -> int:
    return -int(facet.value)


def _name(facet: str, value: str, names: Names) -> str:
    if facet == "kind":
        return str(kinds()[value].label) if value in kinds() else value
    return names.get((facet, value), value)


# Units and topics are in the log under kinds of their own, with their code. They
# change a few times a year: this process keeps their names until one does.
_kept: tuple[object, Names] = (None, {})


def _label_names() -> Names:
    global _kept
    labels = Entry.objects.filter(withdrawn_at=None, kind__in=EntryLabel.Scheme.values)
    state = tuple(labels.aggregate(Max("change"), Max("updated_at"), Count("pk")).values())
    if _kept[0] != state:
        rows = labels.values_list("kind", "summary", "title")
        _kept = (
            state,
            {(kind, orjson.loads(summary).get("code", "")): title for kind, summary, title in rows},
        )
    return _kept[1]
