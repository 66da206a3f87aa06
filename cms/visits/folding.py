"""From single hits to counts of days, and from days to months. Steps of the worker.

Each batch is one transaction: what it adds to the counts it has deleted from the hits.
Killed at any line, nothing has happened; begun again, it goes on. Several workers take
different hits, and add to the counts in the same order, so none waits for another in a circle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from .models import Beacon, Dimension, Hit, Span, Tally, Visitor, What
from .moments import month_of
from .options import option
from .targets import Target, targets_of

BATCH = 5_000
# After midnight, until nobody who came before it is shown as online.
UNTIL_CLOSED = timedelta(minutes=10)

Key = tuple[str, date, str]

_ADD_TALLY = f"""
INSERT INTO {Tally._meta.db_table} (dimension, span, start, key, hits, visitors)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (dimension, start, span, key) DO UPDATE SET
 hits = {Tally._meta.db_table}.hits + excluded.hits,
 visitors = {Tally._meta.db_table}.visitors + excluded.visitors
"""  # noqa: S608
_ADD_VISITOR = f"""
INSERT INTO {Visitor._meta.db_table} (day, visitor, last_seen) VALUES (%s, %s, %s)
ON CONFLICT (day, visitor) DO UPDATE SET last_seen = excluded.last_seen
WHERE excluded.last_seen > {Visitor._meta.db_table}.last_seen
"""  # noqa: S608


def fold() -> int:
    """Add a batch of hits to the counts of their days; the number of hits."""
    with transaction.atomic():
        hits = list(Hit.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        if not hits:
            return 0
        targets = targets_of({hit.target for hit in hits if hit.what == What.PAGE})
        add(_within_limits(counts_of(hits, targets)))
        _see(hits)
        Hit.objects.filter(pk__in=[hit.pk for hit in hits]).delete()
    return len(hits)


def counts_of(hits: Iterable[Hit], targets: Mapping[str, Target]) -> Counter[Key]:
    """How often each thing was visited on each day. `targets` by path, see `targets_of`."""
    counts: Counter[Key] = Counter()
    for hit in hits:
        day = timezone.localdate(hit.at)
        counts.update((dimension, day, key) for dimension, key in _counted_by(hit, targets))
    return counts


def _counted_by(hit: Hit, targets: Mapping[str, Target]) -> list[tuple[str, str]]:
    if hit.what == What.DOWNLOAD:
        return [(Dimension.DOWNLOAD.value, hit.target)]
    found = [(Dimension.ALL.value, ""), (Dimension.SITE.value, hit.site)]
    if hit.referrer:
        found.append((Dimension.REFERRER.value, hit.referrer))
    if hit.site:
        # It stands in a page that is not ours.
        return found
    target = targets[hit.target]
    found += [(Dimension.PAGE.value, target.path), (Dimension.SECTION.value, target.section)]
    return [*found, (Dimension.ITEM.value, target.item)] if target.item else found


# What anyone may invent; the others are ours.
_INVENTED = (Dimension.SITE.value, Dimension.REFERRER.value)
OTHERS = "*"


def _within_limits(counts: Counter[Key]) -> Counter[Key]:
    """The same counts; names of which a day has seen too many are all counted as `*`."""
    kept: Counter[Key] = Counter()
    known: dict[tuple[str, date], set[str]] = {}
    for (dimension, day, key), number in counts.items():
        if dimension in _INVENTED and key:
            names = known.setdefault((dimension, day), _names_of(dimension, day))
            if len(names) >= option("MOST_NAMES_A_DAY") and key not in names:
                key = OTHERS
            names.add(key)
        kept[dimension, day, key] += number
    return kept


def _names_of(dimension: str, day: date) -> set[str]:
    rows = Tally.objects.filter(dimension=dimension, start=day, span=Span.DAY)
    return set(rows.values_list("key", flat=True))


def add(counts: Mapping[Key, int], visitors: int = 0) -> None:
    """Add to the counts of days. Expects a transaction."""
    rows = [
        (
            dimension,
            Span.DAY.value,
            connection.ops.adapt_datefield_value(day),
            key,
            number,
            visitors,
        )
        for (dimension, day, key), number in sorted(counts.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_TALLY, rows)


def _see(hits: Sequence[Hit]) -> None:
    """Remember until their day is over which visitors were here, and when last."""
    last = {
        (timezone.localdate(hit.at), hit.visitor): hit.at
        for hit in sorted(hits, key=lambda one: one.at)
        if hit.visitor is not None and hit.what == What.PAGE
    }
    ops = connection.ops
    rows = [
        (ops.adapt_datefield_value(day), visitor, ops.adapt_datetimefield_value(at))
        for (day, visitor), at in sorted(last.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_VISITOR, rows)


def close_days() -> int:
    """Of the days that are over, keep the number of visitors and forget them; days closed."""
    now = timezone.now()
    today = timezone.localdate(now - UNTIL_CLOSED)
    with transaction.atomic():
        # A day whose hits still wait is not over.
        waiting = Hit.objects.order_by("at").values_list("at", flat=True).first()
        before = min(today, timezone.localdate(waiting)) if waiting else today
        days = Visitor.objects.select_for_update().filter(day__lt=before)
        counted = Counter(days.values_list("day", flat=True))
        for day, number in sorted(counted.items()):
            add({(Dimension.ALL.value, day, ""): 0}, visitors=number)
        Visitor.objects.filter(day__in=counted).delete()
    return len(counted)


def forget_beacons() -> int:
    """Delete a batch of the ids of beacons that no page sends again; the number of them."""
    before = timezone.localdate() - timedelta(days=1)
    old = Beacon.objects.filter(day__lt=before).values_list("pk", flat=True)[:BATCH]
    # Another worker that deletes the same ones takes none away that this one needs.
    return Beacon.objects.filter(pk__in=list(old)).delete()[0]


def fold_months() -> int:
    """Add the oldest month whose days need not be kept apart to the months; rows of days.

    Only a month that is past in whole: its days leave together.
    """
    keep_from = timezone.localdate() - timedelta(days=option("DAYS_KEPT"))
    with transaction.atomic():
        old = Tally.objects.filter(span=Span.DAY, start__lt=month_of(keep_from))
        first = old.order_by("start").values_list("start", flat=True).first()
        if first is None:
            return 0
        return _fold_month(month_of(first))


def _fold_month(month: date) -> int:
    following = month_of(month + timedelta(days=31))
    days = Tally.objects.filter(span=Span.DAY, start__gte=month, start__lt=following)
    # Another worker that was first has left nothing when this has waited for it.
    number = len(days.select_for_update().order_by("pk").values_list("pk", flat=True))
    sums = days.values_list("dimension", "key").order_by("dimension", "key")
    start = connection.ops.adapt_datefield_value(month)
    rows = [
        (dimension, Span.MONTH.value, start, key, hits, visitors)
        for dimension, key, hits, visitors in sums.annotate(Sum("hits"), Sum("visitors"))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_TALLY, rows)
    days.delete()
    return number


def oldest_waiting() -> float:
    """Seconds for which the oldest hit waits to be counted into its day; 0 when none does."""
    oldest = Hit.objects.order_by("pk").values_list("at", flat=True).first()
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0
