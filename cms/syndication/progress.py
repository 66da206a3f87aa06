"""How far a subscriber has come: what it says by what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from .models import AccessKey, Delivery, Holding, Progress, Subscriber
from .models.key import Scope

# A pull that brings nothing new is noted at most this often.
NOTED_EVERY = timedelta(minutes=1)


def note_pull(
    own: Progress,
    key: AccessKey,
    rows: QuerySet[Holding],
    through: int,
    page: Sequence[Holding],
    size: int,
    now: datetime,
) -> None:
    """Whoever asks for what follows `through` has applied everything up to there.

    `rows` are the holdings that its `key` may see, `page` those that it is about to be told
    of. One that begins again has nothing any more, unless webhooks told it as well; that a
    second copy, with a key of its own, is elsewhere takes nothing from the first.
    """
    is_news = through != key.pulled_through or page
    if not is_news and own.pulled_at and own.pulled_at > now - NOTED_EVERY:
        return
    with transaction.atomic():
        # Whoever changes this subscriber's log at this moment is waited for: see `ledger.write`.
        Progress.objects.select_for_update().get(pk=own.pk)
        rows.filter(change__lte=through, seen_change__lt=F("change")).update(
            seen_change=F("change"),
            seen_version=Case(When(visible=True, then=F("version")), default=0),
            seen_at=now,
        )
        if through < key.pulled_through and own.subscriber.how == Subscriber.How.PULL:
            rows.filter(change__gt=through).update(seen_change=0, seen_version=0, seen_at=None)
        if page:
            _note_sent(rows, page)
        if through != key.pulled_through:
            AccessKey.objects.filter(pk=key.pk).update(pulled_through=through)
        Progress.objects.filter(pk=own.pk).update(
            pulled_through=through,
            pulled_at=now,
            pulled_items=F("pulled_items") + len(page),
            pulled_bytes=F("pulled_bytes") + size,
        )


def _note_sent(rows: QuerySet[Holding], page: Sequence[Holding]) -> None:
    """Whatever has changed since the page was read was in it as it was before."""
    through = Value(page[-1].change)
    now_sent = Greatest(F("sent_change"), Least(F("change"), through))
    unsent = rows.filter(item__in=[row.item for row in page], sent_change__lt=F("change"))
    unsent.update(sent_change=now_sent)


@dataclass(frozen=True, slots=True)
class Lag:
    """How many items a subscriber has not in their present state, and since when the oldest."""

    items: int
    since: datetime | None


def lag_of(subscriber: Subscriber, key: AccessKey | None = None) -> Lag:
    """Of all that it is to have, or of what this key opens. Two queries."""
    behind = unseen(Holding.objects.filter(subscriber=subscriber))
    if key is not None and Scope.GUIDANCE not in key.scopes:
        behind = behind.filter(restricted=False)
    found = behind.aggregate(since=Min("changed_at"))
    return Lag(behind.count(), found["since"])


def unseen(rows: QuerySet[Holding]) -> QuerySet[Holding]:
    """Those whose subscriber has not said that it has them as they are.

    A tombstone of what it can never have had needs no word.
    """
    return rows.filter(may_have_had(), seen_change__lt=F("change"))


def may_have_had() -> Q:
    """Of holdings: all but those that were withdrawn before anything of them was sent."""
    sent = Delivery.objects.filter(
        subscriber=OuterRef("subscriber"), item=OuterRef("item"), sent_at__isnull=False
    )
    return Q(visible=True) | Q(seen_change__gt=0) | Q(sent_change__gt=0) | Q(Exists(sent))


def lags(at: datetime) -> Iterator[tuple[Subscriber, Lag]]:
    """The lag of each active subscriber, in what a key of its own or a webhook brings it.

    Addressed content that none of its keys opens is the office's to mend, not its webmaster's.
    Three queries.
    """
    from django.db.models import Count

    valid = AccessKey.objects.valid(at).values_list("subscriber", "scopes")
    opening = {subscriber for subscriber, scopes in valid if Scope.GUIDANCE in scopes}
    reached = Q(restricted=False) | Q(subscriber__in=opening) | ~Q(subscriber__how="pull")
    rows = unseen(Holding.objects.filter(reached, subscriber__active=True)).order_by()
    found = {
        pk: Lag(count, since)
        for pk, count, since in rows.values("subscriber")
        .annotate(n=Count("pk"), since=Min("changed_at"))
        .values_list("subscriber", "n", "since")
    }
    for subscriber in Subscriber.objects.active().select_related("progress", "endpoint"):
        yield subscriber, found.get(subscriber.pk, Lag(0, None))


def behind(at: datetime) -> Iterator[tuple[Subscriber, Lag]]:
    """Those whose oldest unread change has waited for too long."""
    latest = at - timedelta(hours=settings.SYNDICATION["BEHIND_AFTER_HOURS"])
    for subscriber, lag in lags(at):
        if lag.since is not None and lag.since < latest:
            yield subscriber, lag
