"""What staff sees of a poll beyond its result: over time, by unit, and what looks odd."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Max, Min
from django.db.models.functions import Trunc
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.polls.models import Poll, Vote
from cms.polls.rows import chosen_in
from cms.polls.tallying import Result, result_of
from cms.units.models import Unit


@dataclass(frozen=True, slots=True)
class Step:
    """How long a time one bar stands for, and votes of how many days are shown so."""

    unit: str
    label: str | Promise
    written: str
    days: int


HOUR = Step("hour", _("By hour"), "d/m/Y H:i", 3)
DAY = Step("day", _("By day"), "d/m/Y", 150)
MONTH = Step("month", _("By month"), "m/Y", 0)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many came in a time, or from a unit; `height` is of a hundred."""

    label: str
    start: datetime | None
    number: int
    height: int


@dataclass(frozen=True, slots=True)
class Figures:
    result: Result
    over_time: Sequence[Bar]
    step: Step
    by_unit: Sequence[Bar]
    suspect: int
    # Of each option, its votes that are marked as suspicious.
    suspect_votes: dict[int, int]
    changed: int


def figures_of(poll: Poll) -> Figures:
    """Everything about a poll. A dozen queries, some as long as there are votes."""
    votes = Vote.objects.filter(poll=poll)
    span = votes.aggregate(first=Min("created_at"), last=Max("created_at"))
    step = _step_for(span["last"] - span["first"] if span["first"] else timedelta())
    return Figures(
        result=result_of(poll.pk),
        over_time=_over_time(poll, step),
        step=step,
        by_unit=_by_unit(poll),
        suspect=votes.filter(suspect=True).count(),
        suspect_votes=_suspect_votes(poll),
        changed=votes.exclude(changed_at=F("created_at")).count(),
    )


def _step_for(span: timedelta) -> Step:
    return next((step for step in (HOUR, DAY) if span <= timedelta(days=step.days)), MONTH)


def _over_time(poll: Poll, step: Step) -> list[Bar]:
    """A bar for each hour, day or month from the first vote to the last, also those without."""
    rows = (
        Vote.objects.filter(poll=poll)
        .annotate(start=Trunc("created_at", step.unit))
        .values_list("start")
        .annotate(number=Count("pk"))
        .order_by("start")
    )
    counted = dict(rows)
    starts = _each(step, min(counted), max(counted)) if counted else []
    return _bars(
        [(date_format(start, step.written), start, counted.get(start, 0)) for start in starts]
    )


def _each(step: Step, first: datetime, last: datetime) -> Iterator[datetime]:
    start = first
    while start <= last:
        yield start
        if step is MONTH:
            start = (start + timedelta(days=32)).replace(day=1)
        else:
            start += timedelta(hours=1) if step is HOUR else timedelta(days=1)


def _by_unit(poll: Poll) -> list[Bar]:
    rows = (
        Vote.objects.filter(poll=poll)
        .exclude(unit="")
        .values_list("unit")
        .annotate(number=Count("pk"))
        .order_by("-number", "unit")
    )
    counted = list(rows)
    codes = [code for code, _number in counted]
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    return _bars([(names.get(code, code), None, number) for code, number in counted])


def _suspect_votes(poll: Poll) -> dict[int, int]:
    rows = Vote.objects.filter(poll=poll, suspect=True).values_list("options")
    found: dict[int, int] = {}
    for stored, number in rows.annotate(number=Count("pk")).order_by():
        for option in chosen_in(stored):
            found[option] = found.get(option, 0) + number
    return found


def _bars(rows: Sequence[tuple[str, datetime | None, int]]) -> list[Bar]:
    highest = max((number for _label, _start, number in rows), default=1)
    # Rounded up: what is not nothing is seen.
    return [Bar(label, start, number, -(-number * 100 // highest)) for label, start, number in rows]
