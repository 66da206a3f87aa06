"""What every answer reads of the log, by queries that are compiled once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import F, Func, OuterRef, QuerySet, Subquery, TextField, Value

from cms.api.prepared import Prepared
from cms.publishing.models import Entry, LogState, passage_of
from cms.publishing.representation import Passage

# As many as a page has; where there are fewer, one of them is named again.
AT_ONCE = 20
# SQLite takes so many places of a text at once.
MOST_PLACES = 3
_FIELDS = ["id", "kind", "title", "url", "language", "summary", "published_at"]
_KEYS = [f"key_{place}" for place in range(AT_ONCE)]


class _TakenOut(Func):
    """Of an entry's text the passages at some places, as JSON. A code of laws has half a megabyte
    of text, of which a page of results shows a few lines.

    `places` is a JSON object: on PostgreSQL by id the JSON path to all of them, on SQLite the
    paths to each.
    """

    output_field = TextField()

    def __init__(self, text: str, key: str, places: str) -> None:
        super().__init__(F(text), F(key), Value(places, output_field=TextField()))

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        (text, _), (key, _), (places, given) = map(compiler.compile, self.get_source_expressions())
        path = f"({places}::jsonb ->> {key}::text)::jsonpath"
        return f"jsonb_path_query_array({text}, {path})::text", given

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        (text, _), (key, _), (places, given) = map(compiler.compile, self.get_source_expressions())
        paths = (f"json_extract({places}, '$.' || {key} || '[{at}]')" for at in range(MOST_PLACES))
        return f"json_extract({text}, {', '.join(paths)})", tuple(given) * MOST_PLACES


def _public(now: datetime, places: str, **keys: UUID) -> QuerySet[Entry, Any]:
    public = Entry.objects.public(now).filter(pk__in=list(keys.values()))
    return public.annotate(taken=_TakenOut("text", "id", places)).values_list(*_FIELDS, "taken")


def _state() -> QuerySet[LogState, Any]:
    changed = Entry.objects.filter(change=OuterRef("last_change")).values("updated_at")
    return LogState.objects.filter(pk=1).values_list(
        "last_change", "horizon", Subquery(changed[:1])
    )


_PUBLIC = Prepared(
    _public,
    now=Entry._meta.get_field("expires_at"),
    places=TextField(),
    **dict.fromkeys(_KEYS, Entry._meta.get_field("id")),
)
_STATE = Prepared(_state)


class Stored(NamedTuple):
    """An entry with what is shown of it but its text, and of that some passages."""

    entry: Entry
    passages: tuple[Passage, ...]


def public_entries(places: Mapping[UUID, Sequence[int]], now: datetime) -> dict[UUID, Stored]:
    """Those of the entries that are public at `now`, each with the passages at some places of its
    text, `MOST_PLACES` at most, of those that it has. A query for each 20."""
    found: dict[UUID, Stored] = {}
    every = list(places)
    for begin in range(0, len(every), AT_ONCE):
        wanted = every[begin : begin + AT_ONCE]
        padded = wanted + wanted[-1:] * (AT_ONCE - len(wanted))
        paths = _paths({key: places[key] for key in wanted})
        for *row, taken in _PUBLIC.rows(
            now=now, places=paths, **dict(zip(_KEYS, padded, strict=True))
        ):
            entry = Entry.from_db(connection.alias, _FIELDS, row)
            found[entry.id] = Stored(entry, _passages(taken))
    return found


def _paths(places: Mapping[UUID, Sequence[int]]) -> str:
    """Where the passages stand, as `_TakenOut` takes it."""
    paths: dict[str, Any]
    if connection.vendor == "postgresql":
        paths = {str(key): f"$[{','.join(map(str, own))}]" for key, own in places.items() if own}
    else:
        # Beyond the end there is nothing: it stands where fewer are asked for.
        paths = {
            key.hex: [*(f"$[{at}]" for at in own), *["$[#]"] * (MOST_PLACES - len(own))]
            for key, own in places.items()
        }
    return orjson.dumps(paths).decode()


def _passages(taken: str | None) -> tuple[Passage, ...]:
    return tuple(passage_of(one) for one in _loaded(taken or "[]") if one is not None)


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
