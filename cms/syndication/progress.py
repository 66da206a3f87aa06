"""How far a subscriber has come: what it says by what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from .models import Holding, Progress, Subscriber

# A pull that brings nothing new is noted at most this often.
NOTED_EVERY = timedelta(minutes=1)


def note_pull(
    own: Progress, rows: QuerySet[Holding], through: int, items: int, size: int, now: datetime
) -> None:
    """Whoever asks for what follows `through` has applied everything up to there.

    `rows` are the holdings that its key may see. One that begins again has nothing any
    more, unless webhooks told it as well.
    """
    is_news = through != own.pulled_through or items
    if not is_news and own.pulled_at and own.pulled_at > now - NOTED_EVERY:
        return
    with transaction.atomic():
        if through > own.pulled_through:
            rows.filter(change__lte=through, seen_change__lt=F("change")).update(
                seen_change=F("change"), seen_version=F("version"), seen_at=now
            )
        elif through < own.pulled_through and own.subscriber.how == Subscriber.How.PULL:
            rows.filter(change__gt=through).update(seen_change=0, seen_version=0, seen_at=None)
        Progress.objects.filter(pk=own.pk).update(
            pulled_through=through,
            pulled_at=now,
            pulled_items=F("pulled_items") + items,
            pulled_bytes=F("pulled_bytes") + size,
        )


@dataclass(frozen=True, slots=True)
class Lag:
    """How many items a subscriber has not in their present state, and since when the oldest."""

    items: int
    since: datetime | None


def lag_of(subscriber: Subscriber) -> Lag:
    """One query."""
    behind = unseen(Holding.objects.filter(subscriber=subscriber))
    found = behind.aggregate(since=Min("changed_at"))
    return Lag(behind.count(), found["since"])


def unseen(rows: QuerySet[Holding]) -> QuerySet[Holding]:
    """Those whose subscriber has not said that it has them as they are.

    A tombstone of what it never had needs no word.
    """
    return rows.filter(seen_change__lt=F("change")).exclude(Q(visible=False) & Q(seen_change=0))


def lags(at: datetime) -> Iterator[tuple[Subscriber, Lag]]:
    """The lag of each active subscriber. Two queries."""
    from django.db.models import Count

    rows = unseen(Holding.objects.filter(subscriber__active=True)).order_by()
    found = {
        pk: Lag(count, since)
        for pk, count, since in rows.values("subscriber")
        .annotate(n=Count("pk"), since=Min("changed_at"))
        .values_list("subscriber", "n", "since")
    }
    for subscriber in Subscriber.objects.active().select_related("progress", "endpoint"):
        yield subscriber, found.get(subscriber.pk, Lag(0, None))
