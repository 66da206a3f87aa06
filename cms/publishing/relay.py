"""From marks to the log: what changed is derived again and appended or withdrawn.

One relay works at a time: it holds the log's lock while it reads the sources, so
an older reading can never overwrite a newer one. Marks are deleted in the
transaction that writes the entries; a relay killed at any line leaves them, and
the next one does the same work again.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, models, transaction
from django.utils import timezone, translation

from . import affected, log
from .models import Entry, Mark
from .references import refresh_references
from .representation import PublicSource, Representation
from .sources import find, find_many
from .triggers import ALONE
from .visibility import forget_cached_roots, one_look

logger = logging.getLogger(__name__)

BATCH = 200
# With a batch, so many further marks of its rows: a statement takes no more than that.
MOST_REPEATS = 5000
# Of more marks than a batch it is first found, for all, which sources they bear on: else a
# document that a hundred new ones cite would be derived again for each of them.
SPREAD = 1000
# So many sources are brought up to date in one transaction, however long it takes: what an
# editor did is in the log as a whole.
FEW = 30
# So many are read from the database together.
TOGETHER = 20
# Of more, those that can be done in so many seconds. All who write wait for the lock, on
# SQLite everybody; a waiting SQLite looks only now and then, and needs a pause to get in.
LONGEST_HOLD = 1.0
BREATH = 0.15
LONGEST_PAUSE = timedelta(minutes=10)


# Marks by the row that they are of.
Rows = dict[tuple[str, str], list[Mark]]
# Sources read together, `None` where there is none any more.
Found = dict[str, models.Model | None]


@dataclass(frozen=True, slots=True)
class Relayed:
    """What one round did: marks worked off, changes appended, sources not rendered."""

    marks: int
    changes: int
    failed: int


def relay(batches: int | None = None) -> Relayed:
    """Work off the marks that are due, all of them or so many batches."""
    total = Relayed(0, 0, 0)
    while batches is None or batches > 0:
        started = time.monotonic()
        one = _relay_batch()
        if not one.marks:
            break
        if connection.vendor == "sqlite" and time.monotonic() - started > LONGEST_HOLD / 2:
            time.sleep(BREATH)
        total = Relayed(
            total.marks + one.marks, total.changes + one.changes, total.failed + one.failed
        )
        batches = None if batches is None else batches - 1
    return total


def relay_marks() -> int:
    """`relay` as a step of the worker: the number of marks worked off."""
    return relay().marks


def anything_to_relay() -> bool:
    return _due(timezone.now()).exists()


def _due(now: datetime) -> models.QuerySet[Mark]:
    return Mark.objects.filter(models.Q(not_before=None) | models.Q(not_before__lte=now))


def _relay_batch() -> Relayed:
    now = timezone.now()
    if spread := _spread_batch(now):
        return Relayed(spread, 0, 0)
    marks = _next_marks(now)
    if not marks:
        return Relayed(0, 0, 0)
    _warm_up(marks, now)
    with transaction.atomic(), one_look():
        log.lock_log()
        # Read again under the lock: another relay may have worked them off meanwhile.
        marks = _next_marks(now)
        forget_cached_roots()
        by_source = _sources_of(marks)
        Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        changes = _bring_up_to_date_while_time_lasts(by_source, now)
    failed = changes.count(None)
    return Relayed(len(marks), sum(filter(None, changes)), failed)


def _spread_batch(now: datetime) -> int:
    """Where many marks wait, turn some into marks of the sources they bear on; how many.

    Nothing is derived here. The log is as it was, so what others show of a source is
    compared with what they showed before any of the changes.
    """
    waiting = _due(now).exclude(subject=ALONE).order_by("pk")
    if len(waiting.values_list("pk")[: BATCH + 1]) <= BATCH:
        return 0
    with transaction.atomic(), one_look():
        log.lock_log()
        by_row = _by_row(waiting[:SPREAD])
        forget_cached_roots()
        sources, done = _spread_while_time_lasts(by_row)
        there = set(Mark.objects.filter(subject=ALONE).values_list("key", flat=True))
        Mark.objects.bulk_create(
            Mark(subject=ALONE, key=source, attempts=attempts)
            for source, attempts in sources.items()
            # Under the lock nobody is working that one off: it will be, after this.
            if source not in there
        )
        Mark.objects.filter(pk__in=done).delete()
    return len(done)


def _spread_while_time_lasts(by_row: Rows) -> tuple[dict[str, int], list[int]]:
    """The sources of as many rows as there is time for, each with how often it has failed,
    and the keys of these rows' marks."""
    end = time.monotonic() + LONGEST_HOLD
    sources: dict[str, int] = {}
    done: list[int] = []
    for (subject, key), marks in by_row.items():
        attempts = max(one.attempts for one in marks)
        for source in affected.sources_of(subject, key):
            sources[source] = max(attempts, sources.get(source, 0))
        done += [one.pk for one in marks]
        if time.monotonic() > end:
            break
    return sources, done


def _bring_up_to_date_while_time_lasts(
    by_source: dict[str, list[Mark]], now: datetime
) -> list[int | None]:
    """For each source that was reached, what was done; the others are marked again."""
    end = time.monotonic() + LONGEST_HOLD
    left = deque(by_source.items())
    changes: list[int | None] = []
    few = len(left) <= FEW
    at_hand: Found = {}
    while left and (few or not changes or time.monotonic() < end):
        source, marks = left.popleft()
        if source not in at_hand:
            at_hand = _read_together([source, *(one for one, _ in islice(left, TOGETHER - 1))])
        changes.append(_try_to_bring_up_to_date(source, marks, now, at_hand))
    Mark.objects.bulk_create(_mark_again(source, marks) for source, marks in left)
    return changes


def _read_together(sources: list[str]) -> Found:
    """The rows of these sources; none where one of them cannot be read, and each is tried alone."""
    try:
        with transaction.atomic():
            return find_many(sources)
    except Exception:
        logger.debug("Reading together failed.", exc_info=True)
        return {}


def _mark_again(source: str, marks: list[Mark]) -> Mark:
    return Mark(subject=ALONE, key=source, attempts=max(mark.attempts for mark in marks))


def _next_marks(now: datetime) -> list[Mark]:
    """The oldest marks, and with them all others of the same rows.

    A document that comes with its relations is marked a dozen times, and is derived once.
    """
    oldest = list(_due(now).order_by("pk")[:BATCH])
    return oldest + _repeats(oldest, now) if len(oldest) == BATCH else oldest


def _repeats(marks: list[Mark], now: datetime) -> list[Mark]:
    keys: dict[str, set[str]] = {}
    for one in marks:
        keys.setdefault(one.subject, set()).add(one.key)
    same = models.Q()
    for subject, of_subject in keys.items():
        same |= models.Q(subject=subject, key__in=of_subject)
    later = _due(now).filter(same, pk__gt=marks[-1].pk)
    return list(later.order_by("pk")[:MOST_REPEATS])


def _sources_of(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """What is to be derived again, with the marks that say so; each row is asked about once."""
    by_source: dict[str, list[Mark]] = {}
    for (subject, key), of_row in _by_row(marks).items():
        for source in affected.sources_of(subject, key):
            by_source.setdefault(source, []).extend(of_row)
    return by_source


def _by_row(marks: Iterable[Mark]) -> Rows:
    by_row: Rows = {}
    for one in marks:
        by_row.setdefault((one.subject, one.key), []).append(one)
    return by_row


def _warm_up(marks: list[Mark], now: datetime) -> None:
    """Have the images of an editor's few changes encoded before the lock is taken.

    Encoding takes seconds, and on SQLite the lock is that of the whole database.
    What is derived here is thrown away; what failed will fail again under the lock.
    """
    if len({(mark.subject, mark.key) for mark in marks}) > FEW:
        return
    forget_cached_roots()
    try:
        with one_look():
            sources = _sources_of(marks)
            for instance in find_many(sources).values() if len(sources) <= FEW else ():
                derive(instance, now)
    except Exception:
        logger.debug("Warming up failed.", exc_info=True)


def _try_to_bring_up_to_date(
    source: str, marks: list[Mark], now: datetime, at_hand: Found
) -> int | None:
    """`bring_up_to_date`, or `None` when the source could not be rendered.

    One item that cannot be rendered must not hold up the others. Its mark comes
    back with the reason, for the health page and another try.
    """
    try:
        with transaction.atomic():
            return bring_up_to_date(source, now, at_hand)
    except Exception as error:
        logger.exception("Could not derive %s", source)
        _try_again(source, marks, error, now)
        return None


def _try_again(source: str, marks: list[Mark], error: Exception, now: datetime) -> None:
    subject, _, key = source.partition(":")
    attempts = max(mark.attempts for mark in marks) + 1
    pause = min(timedelta(seconds=2**attempts), LONGEST_PAUSE)
    Mark.objects.create(
        subject=subject,
        key=key,
        attempts=attempts,
        not_before=now + pause,
        error=f"{type(error).__name__}: {error}",
    )


def bring_up_to_date(source: str, now: datetime, at_hand: Found | None = None) -> int:
    """Make the entry of `source` say what is public at `now`; the number of changes made.

    Expects the log's lock. What was read under it already is taken out of `at_hand`.
    """
    instance = at_hand.pop(source) if at_hand and source in at_hand else find(source)
    if instance is not None:
        # Wagtail's own update of its index waits in a queue; without this, the next
        # change of an image would not find the page that has just begun to use it.
        refresh_references(instance)
    representation = derive(instance, now)
    if representation is None:
        return int(log.withdraw(source) is not None)
    assert isinstance(instance, PublicSource)
    return int(log.append(source, instance.public_kind, representation) is not None)


def derive(instance: models.Model | None, now: datetime) -> Representation | None:
    """The public form of `instance` at `now`, `None` when it is not public."""
    if not isinstance(instance, PublicSource) or not instance.is_public(now):
        return None
    with translation.override("vi"):
        return instance.represent()


def mark(sources: Iterable[str]) -> None:
    """Ask that these sources (`app.model:pk`) be derived again."""
    Mark.objects.bulk_create(
        Mark(subject=subject, key=key)
        for subject, _, key in (source.partition(":") for source in sources)
    )


def mark_due(now: datetime) -> int:
    """Mark what the clock has ended or changed: it changes no row, so no trigger fires."""
    by_the_clock = models.Q(expires_at__lte=now) | models.Q(changes_at__lte=now)
    due = Entry.objects.filter(by_the_clock, withdrawn_at=None)
    sources = list(due.values_list("source", flat=True))
    mark(sources)
    return len(sources)
