"""Counting what is looked for, so that editors see what nobody finds. It keeps no identity:
no person, no address, no session, no hour; and nothing that looks like someone's own data.
"""

from __future__ import annotations

import logging
import re
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Count, F, Sum
from django.utils import timezone

from .analysis import folded_form, tokens_of
from .models import QueryCount

logger = logging.getLogger(__name__)

# Longer ones tell a story, and stories tell of people.
LONGEST_KEPT = 100
# E-mail addresses, and as many digits as telephone, identity and account numbers have.
PERSONAL = re.compile(r"\S@\S|(?:\d[\s.\-()]{0,2}){9,}")
# An unfinished word brings up this many common queries at most.
MOST_COMMON = 4


def normal_form(text: str) -> str:
    """The query in the form in which it is counted and promoted results are chosen."""
    return " ".join(token.exact for token in tokens_of(text) if token.step)


def is_kept(text: str) -> bool:
    """Whether a query may be counted: it is short and holds nobody's number or address."""
    return 0 < len(normal_form(text)) <= LONGEST_KEPT >= len(text) and not PERSONAL.search(text)


def count_asked(text: str, *, found: bool, now: datetime) -> None:
    """Count that `text` was looked for. Never raises: a search must not fail for its count."""
    if not is_kept(text):
        return
    try:
        with transaction.atomic():
            _add(normal_form(text), found, now)
    except DatabaseError:
        logger.exception("A query could not be counted.")


def _add(text: str, found: bool, now: datetime) -> None:
    row = QueryCount.objects.filter(day=timezone.localdate(now), text=text)
    # A number: PostgreSQL adds no truth to one.
    more = {"asked": F("asked") + 1, "empty": F("empty") + int(not found)}
    if row.update(**more):
        return
    try:
        with transaction.atomic():
            QueryCount.objects.create(
                day=timezone.localdate(now),
                text=text,
                folded=" ".join(folded_form(word) for word in text.split()),
                asked=1,
                empty=int(not found),
            )
    except IntegrityError:
        # Another process was the first to ask it today.
        row.update(**more)


def count_clicked(text: str, now: datetime) -> bool:
    """Count that a result of `text` was opened, if it was looked for today."""
    row = QueryCount.objects.filter(day=timezone.localdate(now), text=normal_form(text))
    return bool(row.update(clicked=F("clicked") + 1))


def common_queries(beginning: str, now: datetime) -> list[str]:
    """Queries that begin so, find something and are asked often. One query.

    Often is on several days: that no single person's words come up to others.
    """
    since = timezone.localdate(now) - timedelta(days=settings.SEARCH["QUERY_RETENTION_DAYS"])
    rows = QueryCount.objects.filter(folded__startswith=beginning, day__gte=since)
    often = rows.values("text").annotate(
        days=Count("day"), times=Sum("asked"), nothing=Sum("empty")
    )
    often = often.filter(days__gte=settings.SEARCH["COMMON_QUERY_DAYS"], nothing__lt=F("times"))
    return list(often.order_by("-times", "text").values_list("text", flat=True)[:MOST_COMMON])


def forget_old_queries() -> int:
    """Delete the counts past their retention; the number deleted. A step of the worker."""
    days = settings.SEARCH["QUERY_RETENTION_DAYS"]
    oldest = timezone.localdate() - timedelta(days=days)
    return QueryCount.objects.filter(day__lt=oldest).delete()[0]


def most_asked(first: date, last: date, most: int) -> tuple[int, list[tuple[str, int]]]:
    """How often anything was asked from `first` to `last`, and the queries asked most. Two
    queries. Older days than `QUERY_RETENTION_DAYS` are no longer known."""
    rows = QueryCount.objects.filter(day__gte=first, day__lte=last)
    total = rows.aggregate(times=Sum("asked"))["times"] or 0
    by_text = rows.values("text").annotate(times=Sum("asked")).order_by("-times", "text")
    return total, list(by_text.values_list("text", "times")[:most])
