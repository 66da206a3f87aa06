"""What staff sees of a poll beyond its result: over time, by unit, and what looks odd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Min
from django.db.models.functions import TruncDay, TruncHour

from cms.polls.models import Poll, Vote
from cms.polls.rows import chosen_in
from cms.polls.tallying import Result, result_of
from cms.units.models import Unit

# Votes of up to so many days are shown by the hour, of more by the day.
BY_THE_HOUR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many came in an hour or a day, or from a unit; `height` is of a hundred."""

    label: str
    start: datetime | None
    number: int
    height: int


@dataclass(frozen=True, slots=True)
class Figures:
    result: Result
    over_time: Sequence[Bar]
    by_day: bool
    by_unit: Sequence[Bar]
    suspect: int
    # Of each option, its votes that are marked as suspicious.
    suspect_votes: dict[int, int]
    changed: int


def figures_of(poll: Poll) -> Figures:
    """Everything about a poll. A dozen queries, some as long as there are votes."""
    votes = Vote.objects.filter(poll=poll)
    span = votes.aggregate(first=Min("created_at"), last=Max("created_at"))
    by_day = bool(span["first"]) and span["last"] - span["first"] > BY_THE_HOUR
    return Figures(
        result=result_of(poll.pk),
        over_time=_over_time(poll, by_day),
        by_day=by_day,
        by_unit=_by_unit(poll),
        suspect=votes.filter(suspect=True).count(),
        suspect_votes=_suspect_votes(poll),
        changed=votes.exclude(changed_at=F("created_at")).count(),
    )


def _over_time(poll: Poll, by_day: bool) -> list[Bar]:
    truncate = TruncDay if by_day else TruncHour
    rows = (
        Vote.objects.filter(poll=poll)
        .annotate(start=truncate("created_at"))
        .values_list("start")
        .annotate(number=Count("pk"))
        .order_by("start")
    )
    return _bars([("", start, number) for start, number in rows])


def _by_unit(poll: Poll) -> list[Bar]:
    rows = (
        Vote.objects.filter(poll=poll)
        .exclude(unit="")
        .values_list("unit")
        .annotate(number=Count("pk"))
        .order_by("-number", "unit")
    )
    counted = list(rows)
    names = dict(
        Unit.objects.filter(code__in=[code for code, _ in counted]).values_list("code", "name")
    )
    return _bars([(names.get(code, code), None, number) for code, number in counted])


def _suspect_votes(poll: Poll) -> dict[int, int]:
    rows = Vote.objects.filter(poll=poll, suspect=True).values_list("options")
    found: dict[int, int] = {}
    for stored, number in rows.annotate(number=Count("pk")).order_by():
        for option in chosen_in(stored):
            found[option] = found.get(option, 0) + number
    return found


def _bars(rows: Sequence[tuple[str, datetime | None, int]]) -> list[Bar]:
    highest = max((number for _, _, number in rows), default=1)
    return [
        Bar(label, start, number, max(1, number * 100 // highest)) for label, start, number in rows
    ]
