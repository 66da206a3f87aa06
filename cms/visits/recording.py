"""Counting a visit: one row is added, and nothing that another request could be waiting for."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from cms.api.throttling import client_of

from . import figures
from .agents import asks_not_to_be_followed, is_ahead, is_robot
from .models import Beacon, Hit, What
from .visitor import visitor_number

logger = logging.getLogger(__name__)

_TABLE = Hit._meta.db_table
_COLUMNS = "at, what, target, site, referrer, visitor"
_ADD = f"INSERT INTO {_TABLE} ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608
# Whoever sends the same id at the same time waits here until it is known whether this one counts.
_FIRST = f"INSERT INTO {Beacon._meta.db_table} (id, day) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
_ADD_FIRST = f"""
WITH first AS ({_FIRST} RETURNING id)
INSERT INTO {_TABLE} ({_COLUMNS}) SELECT %s, %s, %s, %s, %s, %s FROM first
"""  # noqa: S608

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """What was opened (see `Hit`), as far as it may be kept."""

    what: What
    target: str
    site: str = ""
    referrer: str = ""


def is_counted(request: HttpRequest) -> bool:
    """Whether a person opened something: no known robot, nothing fetched ahead."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return not (is_ahead(request.META) or is_robot(agent))


def record(request: HttpRequest, visit: Visit, beacon: uuid.UUID | None = None) -> None:
    """Count `visit`. Outside a transaction it is counted, whatever happens, on return.

    With the id of a `beacon` it is counted unless it was before. For those who ask not to be
    followed there is neither a visitor nor a referrer.
    """
    now = timezone.now()
    followed = not asks_not_to_be_followed(request.META)
    row = (
        connection.ops.adapt_datetimefield_value(now),
        visit.what.value,
        visit.target,
        visit.site,
        visit.referrer if followed else "",
        _who(request, visit, now) if followed else None,
    )
    if beacon is None:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, row)
    else:
        _add_first(_first(beacon, now), row)
    figures.forget()


def _first(beacon: uuid.UUID, now: datetime) -> Row:
    key = Beacon._meta.pk.get_db_prep_value(beacon, connection)
    return (key, connection.ops.adapt_datefield_value(timezone.localdate(now)))


def _add_first(first: Row, row: Row) -> None:
    """Both rows or none. In one statement where the database can (SQLite cannot)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ADD_FIRST, first + row)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FIRST, first)
        if cursor.rowcount:
            cursor.execute(_ADD, row)


def _who(request: HttpRequest, visit: Visit, now: datetime) -> int:
    agent = request.META.get("HTTP_USER_AGENT", "")
    return visitor_number(timezone.localdate(now), client_of(request), agent, visit.site)
