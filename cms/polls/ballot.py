"""When a poll takes votes and shows its results. Pure: the clock is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SealedEntry(NamedTuple):
    """The entry that a ballot was read from, and its seal, which says what it said then."""

    entry: UUID
    seal: str


class Choice(TextChoices):
    ONE = "one", _("One")
    SEVERAL = "several", _("Several")


class Results(TextChoices):
    """From when on everyone sees the results."""

    BEFORE = "before", _("Before voting")
    AFTER = "after", _("After voting")
    CLOSED = "closed", _("Once the poll is closed")


class State(TextChoices):
    COMING = "coming", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@dataclass(frozen=True, slots=True)
class Timetable:
    """Open from `opens_at` (always, if none) until before `closes_at` (for ever, if none)."""

    opens_at: datetime | None
    closes_at: datetime | None
    results: Results

    def state_at(self, now: datetime) -> State:
        if self.closes_at is not None and now >= self.closes_at:
            return State.CLOSED
        if self.opens_at is not None and now < self.opens_at:
            return State.COMING
        return State.OPEN

    def next_change(self, now: datetime) -> datetime | None:
        """The next moment at which the clock alone opens or closes the poll."""
        moments = (self.opens_at, self.closes_at)
        return min((one for one in moments if one is not None and one > now), default=None)

    def shows_results(self, now: datetime, *, voted: bool) -> bool:
        """Whether someone who has `voted` sees the results at `now`."""
        if self.results == Results.BEFORE or self.state_at(now) == State.CLOSED:
            return True
        return self.results == Results.AFTER and voted
