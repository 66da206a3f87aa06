"""Everything of one kind as a stream of lines, and an item's own file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from cms.publishing import log
from cms.publishing.models import Entry, EntryPart, LogState
from cms.publishing.representation import Kind

from . import parameters, replay
from .conditional import Validator, not_modified
from .problems import Problem
from .state import state_at, validator_of
from .views import LARGEST_CURSOR, ReadView, change_line

NDJSON = "application/x-ndjson"
# Of laws with a thousand provisions each, no more than these are in memory at once.
BATCH = 20


class AnyAccept(BaseContentNegotiation):
    """These answers have one form each, whatever the client says that it prefers."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0] if parsers else None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


class ExportView(ReadView):
    """All items of a kind in the order of their changes, one JSON text to a line.

    A line is what `changes/` gives of the item, with all its parts, and with the
    `next_since` from which to go on should the stream break off behind it. The last
    line has nothing but that: where it is missing, the stream was cut.
    """

    kind: ClassVar[Kind]
    content_negotiation_class = AnyAccept

    def get(self, request: Request) -> Any:
        since = parameters.whole_number(-LARGEST_CURSOR, LARGEST_CURSOR)
        asked = self.parameters(request, since=since)
        state = state_at(timezone.now())
        validator = validator_of(state, request.get_full_path())
        unchanged = not_modified(request, validator)
        if unchanged:
            return unchanged
        reading = _reading(asked.get("since", 0), state)
        response = StreamingHttpResponse(_lines(self.kind, reading, state), content_type=NDJSON)
        response.headers["ETag"] = f'"{validator.tag}"'
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Accel-Buffering"] = "no"
        return response


def _reading(since: int, state: LogState) -> replay.Reading:
    """The reading behind a cursor. Raises the problem with one that cannot be gone on from."""
    try:
        reading = replay.parse(since, state)
        horizon = state.horizon if reading.begun else 0
        log.changes_since(reading.change, 0, state=state, horizon=horizon)
    except log.UnknownCursor:
        raise Problem("unknown-cursor") from None
    except log.CursorGone:
        raise Problem("cursor-gone") from None
    return reading


def _lines(kind: Kind, reading: replay.Reading, state: LogState) -> Iterator[bytes]:
    """The lines up to the log's state as it was when the stream began."""
    from_the_beginning = reading.change == 0
    after = reading.change
    while True:
        batch = _batch(kind, after, state.last_change)
        now = timezone.now()
        for entry, parts in batch:
            after = entry.change
            gone = entry.withdrawn_at is not None or bool(
                entry.expires_at and entry.expires_at <= now
            )
            if not (gone and from_the_beginning):
                cursor = replay.cursor_after(reading, after, state)
                yield _line(change_line(entry, now), [] if gone else parts, kind, cursor)
        if len(batch) < BATCH:
            break
    end = replay.cursor_after(reading, state.last_change, state)
    yield orjson.dumps({"next_since": end}) + b"\n"


def _batch(kind: Kind, after: int, last: int) -> list[tuple[Entry, list[str]]]:
    """The next entries, each with the JSON texts of its parts. Two queries."""
    rows = Entry.objects.filter(kind=kind.name, change__gt=after, change__lte=last)
    entries = list(rows.order_by("change").defer("summary", "text")[:BATCH])
    stored = EntryPart.objects.filter(entry__in=entries).order_by("entry", "position")
    texts = {
        key: [text for _, text in group]
        for key, group in groupby(stored.values_list("entry_id", "payload"), key=lambda row: row[0])
    }
    return [(entry, texts.get(entry.pk, [])) for entry in entries]


def _line(change: str, parts: list[str], kind: Kind, cursor: int) -> bytes:
    head = change[:-1] + f',"next_since":{cursor}'
    if kind.parts:
        head += f',"{kind.parts.collection}":[' + ",".join(parts) + "]"
    return (head + "}\n").encode()


class FileView(ReadView):
    """Where an item's own file is."""

    kind: ClassVar[Kind]
    content_negotiation_class = AnyAccept

    def get(self, request: Request, id: UUID) -> HttpResponse:
        self.parameters(request)
        found = Entry.objects.public().filter(pk=id, kind=self.kind.name)
        row = found.values_list("payload", "seal", "updated_at").first()
        file = orjson.loads(row[0])["file"] if row else None
        if row is None or file is None:
            raise Problem("not-found")
        validator = Validator.of(id, row[1], "file", modified=row[2])
        unchanged = not_modified(request, validator)
        if unchanged:
            return unchanged
        response = HttpResponseRedirect(file["url"])
        response.headers["ETag"] = f'"{validator.tag}"'
        response.headers["Cache-Control"] = "no-cache"
        return response
