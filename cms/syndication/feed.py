"""A subscriber's own change feed: what it may see, and what it no longer may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from cms.api import replay
from cms.api.conditional import Validator, not_modified, respond
from cms.api.problems import Problem
from cms.publishing.log import CursorGone, UnknownCursor
from cms.publishing.models import Entry, LogState

from . import addressed, progress
from .models import Holding, Progress
from .models.key import Scope

if TYPE_CHECKING:
    from .authentication import Reader

LARGEST_PAGE = 100


def answer(request: Request, reader: Reader, asked: Mapping[str, Any]) -> HttpResponse:
    """`changes/` for this key: the parameters and the shape are those of the public one."""
    now = timezone.now()
    own = Progress.objects.get(subscriber=reader.subscriber)
    reading = _reading(asked.get("since", 0), own)
    size = asked.get("page_size", LARGEST_PAGE)
    rows = list(_rows(reader).filter(change__gt=reading.change).order_by("change")[: size + 1])
    has_more, rows = len(rows) > size, rows[:size]
    bodies = _bodies(reader, rows, now)
    body = _body(rows, bodies, own, reading, has_more)
    if request.method == "GET":
        progress.note_pull(own, reader.key, _rows(reader), reading.change, rows, len(body), now)
    validator = Validator.of(body)
    return not_modified(request, validator) or respond(request, body, validator)


def _reading(since: int, own: Progress) -> replay.Reading:
    """Where the reader is. Raises the problems of a cursor."""
    state = LogState(pk=1, last_change=own.last_change, horizon=own.horizon)
    try:
        reading = replay.parse(since, state)
        if reading.change and not own.first_change <= reading.change <= own.last_change:
            raise UnknownCursor(since)
        if reading.change and reading.begun is None and reading.change < own.horizon:
            raise CursorGone(since)
    except UnknownCursor:
        raise Problem("unknown-cursor") from None
    except CursorGone:
        raise Problem("cursor-gone") from None
    return reading


def _rows(reader: Reader) -> QuerySet[Holding]:
    rows = Holding.objects.filter(subscriber=reader.subscriber)
    return rows if reader.may(Scope.GUIDANCE) else rows.filter(restricted=False)


def _bodies(reader: Reader, rows: list[Holding], now: datetime) -> dict[UUID, tuple[str, str]]:
    """Address and payload of those that may be read at this moment, asked for again."""
    public = [row.item for row in rows if row.visible and not row.restricted]
    found = {
        pk: (url, payload)
        for pk, url, payload in Entry.objects.public(now)
        .filter(pk__in=public)
        .values_list("pk", "url", "payload")
    }
    own = [row.item for row in rows if row.visible and row.restricted]
    if own:
        mine = addressed.addressed_to(reader.subscriber).filter(pk__in=own)
        found |= {
            pk: (addressed.url_of(pk), payload) for pk, payload in mine.values_list("pk", "payload")
        }
    return found


def _body(
    rows: list[Holding],
    bodies: Mapping[UUID, tuple[str, str]],
    own: Progress,
    reading: replay.Reading,
    has_more: bool,
) -> bytes:
    lines = ",".join(_line(row, bodies.get(row.item)) for row in rows)
    # At the end it moves past numbers that left no row, as the public feed's does.
    latest = rows[-1].change if has_more else own.last_change
    state = LogState(pk=1, last_change=own.last_change, horizon=own.horizon)
    following = orjson.dumps(
        {"next_since": replay.cursor_after(reading, latest, state), "has_more": has_more}
    )
    return b'{"results":[' + lines.encode() + b"]," + following[1:]


def _line(row: Holding, body: tuple[str, str] | None) -> str:
    head = {
        "change": row.change,
        "id": str(row.item),
        "kind": row.kind,
        "version": row.version,
        "withdrawn": body is None,
        "updated_at": timezone.localtime(row.changed_at).isoformat(),
        "url": body[0] if body else None,
    }
    item = body[1] if body else "null"
    return orjson.dumps(head).decode()[:-1] + ',"item":' + item + "}"
