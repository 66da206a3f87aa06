"""Cursors of the change feed, as a commune site keeps them.

Whoever begins at 0 reads items whose change is older than the oldest tombstone. Its
cursor is then below the horizon although it has missed nothing, for it began today.
Such a cursor is a negative number that holds the day on which the reading began: it
is good for as long as no tombstone of that day has been forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from cms.publishing.log import CursorGone, UnknownCursor
from cms.publishing.models import LogState

PLACES = 10**10
FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a reader is; `begun` is the day on which it began at 0, if still below the horizon."""

    change: int
    begun: date | None = None


def parse(since: int, state: LogState) -> Reading:
    """The reading behind a cursor. Raises `UnknownCursor` and `CursorGone`."""
    today = timezone.localdate()
    if since == 0:
        return Reading(0, today)
    if since > 0:
        return Reading(since)
    days, change = divmod(-since, PLACES)
    begun = FIRST_DAY + timedelta(days=min(days, 100_000))
    if not (0 < change <= state.last_change and begun <= today):
        raise UnknownCursor(since)
    if today - begun >= timedelta(days=settings.PUBLISHING["TOMBSTONE_RETENTION_DAYS"]):
        raise CursorGone(since)
    return Reading(change, begun)


def cursor_after(reading: Reading, change: int, state: LogState) -> int:
    """The cursor from which to go on after `change`."""
    if reading.begun is None or change >= state.horizon:
        return change
    return -((reading.begun - FIRST_DAY).days * PLACES + change)
