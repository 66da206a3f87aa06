"""What every answer reads of the log, by queries that are compiled once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from cms.api.prepared import Prepared
from cms.publishing.models import Entry, LogState

# As many as a page has; where there are fewer, one of them is named again.
AT_ONCE = 20
NOT_SHOWN = ("payload", "digest", "seal", "source")

_FIELDS = [field.attname for field in Entry._meta.concrete_fields if field.name not in NOT_SHOWN]
_KEYS = [f"key_{place}" for place in range(AT_ONCE)]


def _public(now: datetime, **keys: UUID) -> QuerySet[Entry, Any]:
    return Entry.objects.public(now).filter(pk__in=list(keys.values())).values_list(*_FIELDS)


def _state() -> QuerySet[LogState, Any]:
    return LogState.objects.filter(pk=1).values_list("last_change", "horizon")


_PUBLIC = Prepared(
    _public,
    now=Entry._meta.get_field("expires_at"),
    **dict.fromkeys(_KEYS, Entry._meta.get_field("id")),
)
_STATE = Prepared(_state)


def public_entries(keys: Sequence[UUID], now: datetime) -> dict[UUID, Entry]:
    """Those of the entries that are public at `now`, without their payload. A query for each 20."""
    found: dict[UUID, Entry] = {}
    for begin in range(0, len(keys), AT_ONCE):
        wanted = list(keys[begin : begin + AT_ONCE])
        padded = wanted + wanted[-1:] * (AT_ONCE - len(wanted))
        for row in _PUBLIC.rows(now=now, **dict(zip(_KEYS, padded, strict=True))):
            entry = Entry.from_db(connection.alias, _FIELDS, row)
            found[entry.id] = entry
    return found


def log_state() -> tuple[int, int]:
    """The number of the log's last change, and its horizon. One query."""
    [(last_change, horizon)] = _STATE.rows()
    return last_change, horizon
