"""From an entry of the log to what an index holds of it."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from django.db.models import prefetch_related_objects
from django.utils import timezone

from cms.publishing.models import Entry, EntryLabel
from cms.publishing.representation import Passage
from cms.publishing.sources import kinds

from .analysis import forms_of
from .engine import Changes, IndexedItem, IndexedPassage
from .moments import NEVER, date_order, microseconds


def passages_of(entry: Entry) -> tuple[Passage, ...]:
    """What is searched in an entry beside its title: its lead, then its passages.

    A passage's place in this tuple is its position in every index.
    """
    lead = orjson.loads(entry.summary or "{}").get("lead") or ""
    return (Passage("", "", lead), *entry.passages) if lead else entry.passages


def changes_of(entries: Iterable[Entry], since: int, cursor: int) -> Changes:
    """What a batch of the log means to an index. One query, for the labels."""
    batch = list(entries)
    public = [entry for entry in batch if is_searchable(entry)]
    prefetch_related_objects(public, "labels")
    kept = {entry.id for entry in public}
    return Changes(
        since=since,
        cursor=cursor,
        items=tuple(item_of(entry) for entry in public),
        gone={entry.id: entry.change for entry in batch if entry.id not in kept},
    )


def is_searchable(entry: Entry) -> bool:
    """Whether an index holds the entry. The clock is asked when it is searched."""
    kind = kinds().get(entry.kind)
    return entry.withdrawn_at is None and kind is not None and kind.searchable


def item_of(entry: Entry) -> IndexedItem:
    published = entry.published_at
    labels = sorted((label.scheme, label.code) for label in entry.labels.all())
    return IndexedItem(
        id=entry.id,
        change=entry.change,
        kind=entry.kind,
        units=tuple(code for scheme, code in labels if scheme == EntryLabel.Scheme.UNIT),
        topics=tuple(code for scheme, code in labels if scheme == EntryLabel.Scheme.TOPIC),
        year=str(timezone.localtime(published).year) if published else "",
        published=microseconds(published) if published else 0,
        expires=microseconds(entry.expires_at) if entry.expires_at else NEVER,
        order=date_order(published, entry.id),
        title=forms_of(entry.title),
        passages=tuple(
            IndexedPassage(position, forms_of(passage.heading), forms_of(passage.text))
            for position, passage in enumerate(passages_of(entry))
        ),
    )
