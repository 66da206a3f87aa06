"""Writing and reading the log.

`append` and `withdraw` expect to run in a transaction; they take the log's lock
and hold it until that transaction ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .models import Entry, EntryLabel, EntryPart, LogState
from .representation import Kind, Label, Part, Representation
from .signals import entry_changed


class UnknownCursor(ValueError):
    """The cursor is no number that this log ever gave out."""


class CursorGone(ValueError):
    """The cursor is older than the oldest tombstone: read again from the beginning."""


def lock_log() -> LogState:
    """The log's state, locked until the current transaction ends.

    Raises `TransactionManagementError` outside a transaction. SQLite has no row
    locks: there the transaction itself, begun IMMEDIATE, is the lock.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The log is written in a transaction only.")
    return LogState.objects.select_for_update().get(pk=1)


def append(source: str, kind: Kind, item: Representation) -> Entry | None:
    """Bring the entry of `source` up to `item`; `None` when it already says just that."""
    state = lock_log()
    entry = Entry.objects.filter(source=source).first()
    digest = digest_of(kind, item)
    if entry is not None and entry.withdrawn_at is None and entry.digest == digest:
        return None
    entry = entry or Entry(source=source, version=0)
    entry.kind = kind.name
    entry.version += 1
    entry.digest = digest
    entry.title, entry.url, entry.language = item.title, item.url, item.language
    entry.text = [_plain(passage) for passage in item.passages]
    entry.published_at, entry.expires_at = item.published_at, item.expires_at
    entry.updated_at, entry.withdrawn_at = timezone.now(), None
    entry.valid_from, entry.valid_until = item.valid_from, item.valid_until
    entry.changes_at = _still_to_come(item.changes_at, entry.updated_at)
    _number(entry, state)
    common = _common_fields(entry, item)
    entry.summary = _json({**common, **item.summary})
    entry.payload = _json({**common, **item.summary, **item.detail})
    entry.seal = seal_of(entry)
    entry.save()
    before = _labels(entry)
    _label(entry, item)
    _divide(entry, item)
    entry_changed.send(sender=Entry, entry=entry, labels_before=before)
    return entry


def withdraw(source: str) -> Entry | None:
    """Turn the entry of `source` into a tombstone; `None` when there is none to turn."""
    state = lock_log()
    entry = Entry.objects.filter(source=source, withdrawn_at=None).first()
    if entry is None:
        return None
    now = timezone.now()
    entry.version += 1
    entry.digest = entry.seal = entry.title = entry.url = entry.language = entry.summary = (
        entry.payload
    ) = ""
    entry.text = []
    entry.published_at = entry.expires_at = None
    entry.valid_from = entry.valid_until = entry.changes_at = None
    entry.updated_at = entry.withdrawn_at = now
    _number(entry, state)
    entry.save()
    before = _labels(entry)
    entry.labels.all().delete()
    entry.parts.all().delete()
    entry_changed.send(sender=Entry, entry=entry, labels_before=before)
    return entry


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes in commit order, and the cursor from which to go on."""

    entries: tuple[Entry, ...]
    next_since: int
    has_more: bool


def changes_since(
    since: int,
    limit: int,
    *,
    horizon: int = 0,
    state: LogState | None = None,
    defer: Iterable[str] = (),
) -> Batch:
    """The `limit` changes that follow `since`; 0 is the beginning. Two queries; one given `state`.

    `horizon` is the log's horizon from before the reader began at 0: what was purged
    up to there it never met, so it may read on although its cursor is below.
    Raises `UnknownCursor` and `CursorGone`.
    """
    state = state or LogState.objects.get(pk=1)
    if not 0 <= since <= state.last_change:
        raise UnknownCursor(since)
    if since > 0 and max(since, horizon) < state.horizon:
        raise CursorGone(since)
    rows = Entry.objects.filter(change__gt=since).order_by("change").defer(*defer)
    entries = tuple(rows[: limit + 1])
    has_more = len(entries) > limit
    entries = entries[:limit]
    latest = entries[-1].change if entries else since
    # At the end of the log the cursor moves past changes that left no row: were it to
    # stay below a purged tombstone, it would be called too old.
    return Batch(entries, latest if has_more else max(latest, state.last_change), has_more)


def purge_tombstones(now: datetime) -> int:
    """Forget tombstones past their retention and move the horizon; the number forgotten."""
    days = settings.PUBLISHING["TOMBSTONE_RETENTION_DAYS"]
    with transaction.atomic():
        state = lock_log()
        old = Entry.objects.filter(withdrawn_at__lt=now - timedelta(days=days))
        latest = old.order_by("-change").values_list("change", flat=True).first()
        if latest is None:
            return 0
        state.horizon = max(state.horizon, latest)
        state.save(update_fields=["horizon"])
        return old.delete()[0]


def digest_of(kind: Kind, item: Representation) -> str:
    """A fingerprint of all that the public sees of the item."""
    # `asdict` would copy all of it first, which takes as long as rendering.
    option = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS
    return hashlib.sha256(
        orjson.dumps([kind.name, item], default=_plain, option=option)
    ).hexdigest()


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass as its fields by name, these as they are."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


def seal_of(entry: Entry) -> str:
    """A fingerprint of the stored row, by which `check_publishing` sees that it was altered."""
    stored = [
        entry.kind,
        entry.version,
        entry.title,
        entry.url,
        entry.summary,
        entry.payload,
        entry.text,
        entry.language,
        _in_utc(entry.published_at),
        _in_utc(entry.expires_at),
        _in_utc(entry.changes_at),
        entry.valid_from,
        entry.valid_until,
    ]
    return hashlib.sha256(orjson.dumps(stored, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _in_utc(moment: datetime | None) -> datetime | None:
    """One moment has one form, whichever offset it was written with."""
    return moment and moment.astimezone(UTC)


def labels_of(item: Representation) -> dict[tuple[str, str], str]:
    """The labels under which the item is found: by scheme and code, the name."""
    unit, topic = EntryLabel.Scheme.UNIT.value, EntryLabel.Scheme.TOPIC.value
    schemes = {unit: item.units, topic: item.topics, **item.labels}
    return {
        **{(unit, code): "" for code in item.scope},
        **{
            (scheme, label.code): label.name
            for scheme, labels in schemes.items()
            for label in labels
        },
    }


def part_text(part: Part) -> str:
    """The stored form of a part."""
    return _json(part.payload)


def _number(entry: Entry, state: LogState) -> None:
    state.last_change += 1
    state.save(update_fields=["last_change"])
    entry.change = state.last_change


def _common_fields(entry: Entry, item: Representation) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "version": entry.version,
        "url": item.url,
        "title": item.title,
        "lead": item.lead,
        "language": item.language,
        "published_at": _iso(item.published_at),
        "updated_at": _iso(entry.updated_at),
        "units": [_label_json(label) for label in item.units],
        "topics": [_label_json(label) for label in item.topics],
    }


def _labels(entry: Entry) -> frozenset[tuple[str, str]]:
    """The labels under which it is found; without a query when it is new."""
    if entry.version == 1:
        return frozenset()
    return frozenset(entry.labels.values_list("scheme", "code"))


def _label(entry: Entry, item: Representation) -> None:
    if entry.version > 1:
        entry.labels.all().delete()
    EntryLabel.objects.bulk_create(
        EntryLabel(
            entry=entry,
            scheme=scheme,
            code=code,
            name=name,
            kind=entry.kind,
            published_at=entry.published_at,
        )
        for (scheme, code), name in sorted(labels_of(item).items())
    )


def _divide(entry: Entry, item: Representation) -> None:
    if entry.version > 1:
        entry.parts.all().delete()
    EntryPart.objects.bulk_create(
        EntryPart(entry=entry, position=position, anchor=part.anchor, payload=part_text(part))
        for position, part in enumerate(item.parts)
    )


def _still_to_come(moment: datetime | None, now: datetime) -> datetime | None:
    """A moment that has passed would have the item derived again without end."""
    return moment if moment is not None and moment > now else None


def _label_json(label: Label) -> dict[str, str]:
    return {"code": label.code, "name": label.name}


def _iso(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat()


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
