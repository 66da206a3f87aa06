"""Whether an index holds exactly what the log says: missing, stale and orphaned items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from .engine import Index

Fault = Literal["missing", "stale", "orphaned"]


@dataclass(frozen=True, slots=True)
class IndexDrift:
    """An item about which an index and the log disagree."""

    engine: str
    id: UUID
    fault: Fault

    def __str__(self) -> str:
        return f"{self.engine}: {self.fault} {self.id}"


def drifts(index: Index) -> Iterator[IndexDrift]:
    """Every disagreement, up to the index's cursor: what it has not read yet is none.

    Raises `EngineUnavailable`.
    """
    cursor = index.cursor()
    held = index.contents()
    there = _changes_in_log()
    for key, change in there.items():
        if change > cursor:
            continue
        if key not in held:
            yield IndexDrift(index.name, key, "missing")
        elif held[key] != change:
            yield IndexDrift(index.name, key, "stale")
    if extra := held.keys() - there.keys():
        unread = set(Entry.objects.filter(change__gt=cursor).values_list("id", flat=True))
        for key in extra - unread:
            yield IndexDrift(index.name, key, "orphaned")


def _changes_in_log() -> dict[UUID, int]:
    searchable = [name for name, kind in kinds().items() if kind.searchable]
    rows = Entry.objects.filter(withdrawn_at=None, kind__in=searchable)
    return dict(rows.values_list("id", "change").iterator())
