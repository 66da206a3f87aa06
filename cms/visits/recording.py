"""Counting a visit: one row is added, and nothing that another request could be waiting for."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from cms.api.throttling import client_of

from . import figures
from .agents import asks_not_to_be_followed, is_ahead, is_robot
from .models import Hit, What
from .visitor import visitor_number

logger = logging.getLogger(__name__)

_TABLE = Hit._meta.db_table
_ADD = f"""
INSERT INTO {_TABLE} (at, what, target, site, referrer, visitor)
VALUES (%s, %s, %s, %s, %s, %s)
"""  # noqa: S608


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


def record(request: HttpRequest, visit: Visit) -> None:
    """Count `visit`. Outside a transaction it is counted, whatever happens, on return.

    For those who ask not to be followed there is neither a visitor nor a referrer.
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
    with connection.cursor() as cursor:
        cursor.execute(_ADD, row)
    figures.forget()


def _who(request: HttpRequest, visit: Visit, now: datetime) -> int:
    agent = request.META.get("HTTP_USER_AGENT", "")
    return visitor_number(timezone.localdate(now), client_of(request), agent, visit.site)
