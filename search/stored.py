"""What an answer reads of the entries that it shows, by a query that is compiled once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField, Value

from cms.api.prepared import Kept
from cms.publishing.models import Entry, passage_of
from cms.publishing.representation import Passage

from .passages import lead_of

# As many as a page has; where there are fewer, one of them is named again.
AT_ONCE = 20
# SQLite takes so many places of a text at once.
MOST_PLACES = 3
# Beyond what any text has.
_NOWHERE = 2**31 - 1
_FIELDS = ["id", "kind", "title", "url", "language", "summary", "published_at"]
_KEYS = [f"key_{place}" for place in range(AT_ONCE)]


class _TakenOut(Func):
    """Of an entry's text some passages, as JSON. A code of laws has half a megabyte of text, of
    which a page of results shows a few lines.

    `places` is a JSON object with two of each id: where they stand in a text without a lead, and
    where in that of an entry with one. On PostgreSQL each is the JSON path to all, on SQLite
    a list of paths.
    """

    output_field = TextField()

    def __init__(self, places: str) -> None:
        given = Value(places, output_field=TextField())
        super().__init__(F("text"), F("id"), F("summary"), given)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        text, key, summary, places, given = self._compiled(compiler)
        led = f"(coalesce({summary}::jsonb ->> 'lead', '') <> '')::int"
        path = f"({places}::jsonb -> {key}::text ->> {led})::jsonpath"
        return f"jsonb_path_query_array({text}, {path})::text", given

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        text, key, summary, places, given = self._compiled(compiler)
        own = f"'$.' || {key} || '[' || (coalesce(json_extract({summary}, '$.lead'), '') <> '')"
        paths = (f"json_extract({places}, {own} || '][{at}]')" for at in range(MOST_PLACES))
        return f"json_extract({text}, {', '.join(paths)})", tuple(given) * MOST_PLACES

    def _compiled(self, compiler: Any) -> tuple[str, str, str, str, Sequence[Any]]:
        compiled = map(compiler.compile, self.get_source_expressions())
        (text, _), (key, _), (summary, _), (places, given) = compiled
        return text, key, summary, places, given


def _public(now: datetime, places: str, **keys: UUID) -> QuerySet[Entry, Any]:
    public = Entry.objects.public(now).filter(pk__in=list(keys.values()))
    return public.annotate(taken=_TakenOut(places)).values_list(*_FIELDS, "taken")


_PUBLIC = Kept(
    _public,
    now=Entry._meta.get_field("expires_at"),
    places=TextField(),
    **dict.fromkeys(_KEYS, Entry._meta.get_field("id")),
)


class Stored(NamedTuple):
    """An entry with what is shown of it but its text, and some of its passages."""

    entry: Entry
    passages: tuple[Passage, ...]


def public_entries(places: Mapping[UUID, Sequence[int]], now: datetime) -> dict[UUID, Stored]:
    """Those of the entries that are public at `now`, each with the passages that it has at these
    places, as `passages_of` counts them, `MOST_PLACES` at most. A query for each 20."""
    found: dict[UUID, Stored] = {}
    every = list(places)
    for begin in range(0, len(every), AT_ONCE):
        wanted = every[begin : begin + AT_ONCE]
        padded = wanted + wanted[-1:] * (AT_ONCE - len(wanted))
        paths = _paths({key: places[key] for key in wanted})
        keys = dict(zip(_KEYS, padded, strict=True))
        for *row, taken in _PUBLIC.rows(now=now, places=paths, **keys):
            entry = Entry.from_db(connection.alias, _FIELDS, row)
            passages = _with_lead(lead_of(entry), places[entry.id], _passages(taken))
            found[entry.id] = Stored(entry, passages)
    return found


def _paths(places: Mapping[UUID, Sequence[int]]) -> str:
    """Where the passages stand, as `_TakenOut` takes it."""
    led = {key: [at - 1 for at in own if at] for key, own in places.items()}
    # Beyond the end there is nothing: it stands where fewer are asked for.
    paths = (
        {str(key): [_path(own), _path(led[key])] for key, own in places.items()}
        if connection.vendor == "postgresql"
        else {key.hex: [_each_path(own), _each_path(led[key])] for key, own in places.items()}
    )
    return orjson.dumps(paths).decode()


def _path(places: Sequence[int]) -> str:
    return f"$[{','.join(map(str, places)) or _NOWHERE}]"


def _each_path(places: Sequence[int]) -> list[str]:
    nowhere = [f"$[{_NOWHERE}]"] * (MOST_PLACES - len(places))
    return [*(f"$[{at}]" for at in places), *nowhere]


def _with_lead(
    lead: Sequence[Passage], places: Sequence[int], taken: tuple[Passage, ...]
) -> tuple[Passage, ...]:
    """What was taken out of the text, and what leads it where that is asked for."""
    if not (lead and 0 in places):
        return taken
    rest = iter(taken)
    found = (next(rest, None) if place else lead[0] for place in places)
    return tuple(one for one in found if one)


def _passages(taken: str | None) -> tuple[Passage, ...]:
    return tuple(passage_of(one) for one in _loaded(taken or "[]") if one is not None)


def _loaded(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        # Half a letter, which only the standard library lets through.
        return json.loads(text)
