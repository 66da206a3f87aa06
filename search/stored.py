"""What every answer reads of the log, by queries that are compiled once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from cms.api.prepared import Prepared
from cms.publishing.models import Entry, LogState, passage_of
from cms.publishing.representation import Passage

# As many as a page has; where there are fewer, one of them is named again.
AT_ONCE = 20
_FIELDS = ["id", "kind", "title", "url", "language", "summary", "published_at"]
_KEYS = [f"key_{place}" for place in range(AT_ONCE)]


def _public(now: datetime, **keys: UUID) -> QuerySet[Entry, Any]:
    return Entry.objects.public(now).filter(pk__in=list(keys.values())).values_list(*_FIELDS)


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
    """Those of the entries that are public at `now`, with what is shown but their text. A query
    for each 20."""
    found: dict[UUID, Entry] = {}
    for begin in range(0, len(keys), AT_ONCE):
        wanted = list(keys[begin : begin + AT_ONCE])
        padded = wanted + wanted[-1:] * (AT_ONCE - len(wanted))
        for row in _PUBLIC.rows(now=now, **dict(zip(_KEYS, padded, strict=True))):
            entry = Entry.from_db(connection.alias, _FIELDS, row)
            found[entry.id] = entry
    return found


# A code of laws has half a megabyte of text, of which a page of results shows a few lines: the
# database takes them out. What is asked for is a JSON object, by id, of places in the text.
_TAKEN_OUT = {
    "postgresql": """
        SELECT id, jsonb_path_query_array(text, (%s::jsonb ->> id::text)::jsonpath)::text
        FROM {table} WHERE id = ANY(%s)
    """,
    "sqlite": """
        WITH asked AS (SELECT %s AS places)
        SELECT id, json_extract(text, {places}) FROM {table}, asked
        WHERE id IN (SELECT value FROM json_each(%s))
    """,
}
# SQLite takes so many places of a text at once.
MOST_PLACES = 3


def passages_at(places: Mapping[UUID, Sequence[int]]) -> dict[UUID, tuple[Passage, ...]]:
    """Of the text of each entry the passages at some places, `MOST_PLACES` at most, of those that
    it has. One query, or none."""
    if not places:
        return {}
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(*(_from_postgresql if on_postgresql else _from_sqlite)(places))
        rows = cursor.fetchall()
    return {
        key if on_postgresql else UUID(key): tuple(
            passage_of(one) for one in _loaded(found or "[]") if one is not None
        )
        for key, found in rows
    }


def _from_postgresql(places: Mapping[UUID, Sequence[int]]) -> tuple[str, Sequence[Any]]:
    paths = {str(key): f"$[{','.join(map(str, own))}]" for key, own in places.items()}
    sql = _TAKEN_OUT["postgresql"].format(table=Entry._meta.db_table)
    return sql, (orjson.dumps(paths).decode(), list(places))


def _from_sqlite(places: Mapping[UUID, Sequence[int]]) -> tuple[str, Sequence[Any]]:
    # Beyond the end there is nothing: it stands where fewer are asked for.
    paths = {
        key.hex: [*(f"$[{at}]" for at in own), *["$[#]"] * (MOST_PLACES - len(own))]
        for key, own in places.items()
    }
    each = (f"json_extract(places, '$.' || id || '[{at}]')" for at in range(MOST_PLACES))
    sql = _TAKEN_OUT["sqlite"].format(table=Entry._meta.db_table, places=", ".join(each))
    return sql, (orjson.dumps(paths).decode(), orjson.dumps(list(paths)).decode())


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
