"""Pages of a list by key: stable while items are published, as cheap at the end as at the start."""

from __future__ import annotations

import base64
import binascii
import struct
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from cms.publishing.models import Entry

from .parameters import Wrong
from .prepared import Prepared

Direction = Literal["next", "previous"]
FORMAT = struct.Struct(">cq16s")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DIRECTIONS: dict[bytes, Direction] = {b"n": "next", b"p": "previous"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place between two items: after (`next`) or before (`previous`) the one it names."""

    direction: Direction
    published_at: datetime
    id: uuid.UUID

    def __str__(self) -> str:
        moment = (self.published_at - EPOCH) // timedelta(microseconds=1)
        raw = FORMAT.pack(self.direction[0].encode(), moment, self.id.bytes)
        return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def cursor(value: str) -> Cursor:
    """Reads a cursor that `str` wrote. Raises `Wrong`."""
    try:
        raw = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        letter, moment, key = FORMAT.unpack(raw)
        return Cursor(
            DIRECTIONS[letter], EPOCH + timedelta(microseconds=moment), uuid.UUID(bytes=key)
        )
    except (binascii.Error, struct.error, KeyError, OverflowError, ValueError):
        raise Wrong(
            _("This server never gave out that cursor. Follow “next” and “previous”.")
        ) from None


@dataclass(frozen=True, slots=True)
class Row:
    """What a list needs of an entry; `text` is the JSON text that it gives of it."""

    id: uuid.UUID
    published_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Row, ...]
    next: Cursor | None
    previous: Cursor | None


def rows_of(
    entries: QuerySet, at: Cursor | None, size: int, prefix: str = "", text: str = "summary"
) -> QuerySet:
    """The columns of `Row` for the page of `entries` at the cursor, and one more if there is one.

    `prefix` leads to a relation that has the key columns too, by whose index the
    list is walked. `text` is the column that the list gives of each.
    """
    day, key = f"{prefix}published_at", f"{prefix}entry_id" if prefix else "id"
    sign = "" if _is_backwards(at) else "-"
    if at is not None:
        entries = entries.filter(_beyond(at, day, key, "gt" if _is_backwards(at) else "lt"))
    found = entries.order_by(f"{sign}{day}", f"{sign}{key}")
    return found.values_list("id", "published_at", text)[: size + 1]


def page_of(found: Iterable[tuple[Any, ...]], at: Cursor | None, size: int) -> Page:
    """The page that the rows of `rows_of` make, newest first."""
    rows = [Row(*row) for row in found]
    more, rows = len(rows) > size, rows[:size]
    if _is_backwards(at):
        rows.reverse()
    return _page(rows, at, more)


@lru_cache(maxsize=1000)
def unfiltered(kind: str, direction: Direction | None, size: int) -> Prepared:
    """`rows_of` a whole kind, prepared. It takes `now`, and of a cursor `day` and `id`."""

    def build(now: datetime, **at: Any) -> QuerySet:
        cursor_ = Cursor(direction, at["day"], at["id"]) if direction else None
        return rows_of(Entry.objects.public(now).filter(kind=kind), cursor_, size)

    field = Entry._meta.get_field
    at = {"day": field("published_at"), "id": field("id")} if direction else {}
    return Prepared(build, now=field("expires_at"), **at)


def unfiltered_rows(
    kind: str, at: Cursor | None, size: int, now: datetime
) -> list[tuple[Any, ...]]:
    """What `rows_of` gives of a whole kind. One query."""
    if at is None:
        return unfiltered(kind, None, size).rows(now=now)
    return unfiltered(kind, at.direction, size).rows(now=now, day=at.published_at, id=at.id)


def _is_backwards(at: Cursor | None) -> bool:
    return at is not None and at.direction == "previous"


def _beyond(at: Cursor, day: str, key: str, side: str) -> Q:
    """The rows beyond the cursor. The first condition is implied; an index can walk by it."""
    return Q(**{f"{day}__{side}e": at.published_at}) & (
        Q(**{f"{day}__{side}": at.published_at})
        | Q(**{day: at.published_at, f"{key}__{side}": at.id})
    )


def _page(rows: Sequence[Row], at: Cursor | None, more: bool) -> Page:
    if not rows:
        return Page((), None, None)
    backwards = _is_backwards(at)
    after = Cursor("next", rows[-1].published_at, rows[-1].id)
    before = Cursor("previous", rows[0].published_at, rows[0].id)
    return Page(
        tuple(rows),
        next=after if more or backwards else None,
        previous=before if (more if backwards else at is not None) else None,
    )
