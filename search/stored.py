"""What every answer reads of the log, by queries that are compiled once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from cms.api.prepared import Prepared
from cms.publishing.models import Entry, LogState

# As many as a page has; where there are fewer, one of them is named again.
AT_ONCE = 20
_FIELDS = ["id", "kind", "title", "url", "language", "summary", "text", "published_at"]
_TEXT = _FIELDS.index("text")
_KEYS = [f"key_{place}" for place in range(AT_ONCE)]


def _public(now: datetime, **keys: UUID) -> QuerySet[Entry, Any]:
    # The text as it is stored: a code of laws has half a megabyte of it, which is read at once.
    fields = [Cast(name, TextField()) if name == "text" else name for name in _FIELDS]
    return Entry.objects.public(now).filter(pk__in=list(keys.values())).values_list(*fields)


def _state() -> QuerySet[LogState, Any]:
    changed = Entry.objects.filter(change=OuterRef("last_change")).values("updated_at")
    return LogState.objects.filter(pk=1).values_list(
        "last_change", "horizon", Subquery(changed[:1])
    )


_PUBLIC = Prepared(
    _public,
    now=Entry._meta.get_field("expires_at"),
    **dict.fromkeys(_KEYS, Entry._meta.get_field("id")),
)
_STATE = Prepared(_state)


def public_entries(keys: Sequence[UUID], now: datetime) -> dict[UUID, Entry]:
    """Those of the entries that are public at `now`, with what is shown. A query for each 20."""
    found: dict[UUID, Entry] = {}
    for begin in range(0, len(keys), AT_ONCE):
        wanted = list(keys[begin : begin + AT_ONCE])
        padded = wanted + wanted[-1:] * (AT_ONCE - len(wanted))
        for row in _PUBLIC.rows(now=now, **dict(zip(_KEYS, padded, strict=True))):
            values = [*row]
            values[_TEXT] = _loaded(values[_TEXT])
            entry = Entry.from_db(connection.alias, _FIELDS, values)
            found[entry.id] = entry
    return found


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        # Half a letter, which only the standard library lets through.
        return json.loads(text)


class State(NamedTuple):
    """How far the log is: its last change, when that was made, and its horizon."""

    last_change: int
    horizon: int
    changed_at: datetime | None


def log_state() -> State:
    """The log's state now. One query."""
    [row] = _STATE.rows()
    return State(*row)
