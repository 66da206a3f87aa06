"""Who sends what next: deliveries are leased, sent without lock or transaction, and settled."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.syndication.models import Delivery, Endpoint, Holding, Subscriber
from cms.syndication.outgoing import Answer

from . import schedule
from .announcing import WITHDRAWN

MOST_AT_ONCE = 20

WAITING = Q(state=Delivery.State.WAITING)


def subscribers_due(now: datetime) -> list[tuple[int, bool]]:
    """Those for whom something may be sent now, and whether they fail: those last. One query."""
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = Delivery.objects.filter(WAITING, unclaimed, due_at__lte=now, subscriber=OuterRef("pk"))
    ready = Q(endpoint__quiet_until=None) | Q(endpoint__quiet_until__lte=now)
    found = Subscriber.objects.active().filter(ready, Exists(due), endpoint__off_at=None)
    rows = found.order_by("endpoint__failures", "pk").values_list("pk", "endpoint__failures")
    return [(pk, failures > 0) for pk, failures in rows]


def take(subscriber: int, now: datetime, most: int = MOST_AT_ONCE) -> list[Delivery]:
    """Lease the next deliveries of this subscriber to the caller; none when others have them.

    The order is kept within an item: what comes after one that still waits is not
    among them. While the receiver fails, one is taken, and by one worker only.
    """
    claim, until = uuid.uuid4(), now + lease()
    with transaction.atomic():
        endpoint = _endpoint(subscriber, now)
        if endpoint is None:
            return []
        if endpoint.failures:
            most = 1
            endpoint.quiet_until = until
            endpoint.save(update_fields=["quiet_until"])
        rows = list(_locked(_takeable(subscriber, now))[:most])
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
            claim=claim, claimed_until=until, sent_at=Coalesce("sent_at", Value(now))
        )
    for row in rows:
        row.claim, row.claimed_until = claim, until
    return rows


def lease() -> timedelta:
    """How long what was taken is held; it outlives one request by far, see `sending.MARGIN`."""
    return timedelta(seconds=settings.SYNDICATION["LEASE_SECONDS"])


def _endpoint(subscriber: int, now: datetime) -> Endpoint | None:
    """Its state, locked; `None` when nothing is to be sent now or another worker is at it."""
    ready = Q(quiet_until=None) | Q(quiet_until__lte=now)
    found = Endpoint.objects.filter(ready, subscriber=subscriber, off_at=None)
    return _locked(found).first()


def _takeable(subscriber: int, now: datetime) -> QuerySet[Delivery]:
    earlier = Delivery.objects.filter(
        WAITING,
        subscriber=OuterRef("subscriber"),
        item=OuterRef("item"),
        pk__lt=OuterRef("pk"),
    )
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = Delivery.objects.filter(WAITING, unclaimed, subscriber=subscriber, due_at__lte=now)
    return due.filter(~Exists(earlier)).order_by("pk")


def _locked(rows: QuerySet[Any]) -> QuerySet[Any]:
    """SQLite has no row locks; there the transaction, begun IMMEDIATE, shuts others out."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


@transaction.atomic
def succeed(delivery: Delivery, answer: Answer, now: datetime) -> None:
    """The receiver has it: so the subscriber has the item in this version."""
    if not _settle(
        delivery,
        state=Delivery.State.DELIVERED,
        attempts=F("attempts") + 1,
        status=answer.status,
        error="",
        tried_at=now,
        settled_at=now,
    ):
        return
    if delivery.item is not None:
        held = Holding.objects.filter(subscriber=delivery.subscriber_id, item=delivery.item)
        held.filter(seen_change__lt=delivery.change).update(
            seen_change=delivery.change,
            seen_version=0 if delivery.type == WITHDRAWN else delivery.version,
            seen_at=now,
        )
    _answers(delivery.subscriber_id, now)


def _answers(subscriber: int, now: datetime) -> None:
    """Write down that its receiver is well; what waited for one that was dead is due at once.

    Else the withdrawal behind an attempt of a day ago would wait another day.
    """
    well = {"failures": 0, "quiet_until": None, "failing_since": None, "answered_at": now}
    endpoint = Endpoint.objects.filter(subscriber=subscriber)
    if endpoint.filter(failures__gte=schedule.DEAD_AFTER).update(**well):
        Delivery.objects.filter(subscriber=subscriber).hurry(now)
        return
    silent = Q(answered_at=None) | Q(answered_at__lt=now - timedelta(minutes=1))
    endpoint.filter(silent | Q(failures__gt=0)).update(**well)


@transaction.atomic
def fail(delivery: Delivery, why: str, now: datetime, answer: Answer | None = None) -> None:
    """Try it again later, or give it up; and leave the receiver alone for a while."""
    wait = answer.retry_after if answer else None
    # Jitter needs no secrecy.
    pause = schedule.pause(delivery.attempts + 1, random.random(), wait)  # noqa: S311
    given_up = pause is None
    if not _settle(
        delivery,
        state=Delivery.State.FAILED if given_up else Delivery.State.WAITING,
        attempts=F("attempts") + 1,
        status=answer.status if answer else None,
        error=why,
        tried_at=now,
        due_at=now if pause is None else now + pause,
        settled_at=now if given_up else None,
    ):
        return
    endpoint = Endpoint.objects.select_for_update().get(subscriber=delivery.subscriber_id)
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.quiet_until = now + schedule.quiet(endpoint.failures, wait)
    endpoint.save(update_fields=["failures", "failing_since", "quiet_until"])
    Delivery.objects.filter(
        WAITING, subscriber=delivery.subscriber_id, created_at__lt=now - schedule.GIVE_UP
    ).update(state=Delivery.State.FAILED, error=why, settled_at=now)


@transaction.atomic
def turn_off(delivery: Delivery, why: str, now: datetime, answer: Answer) -> None:
    """The receiver said 410: nothing more goes there until somebody turns it on again."""
    _settle(delivery, attempts=F("attempts") + 1, status=answer.status, error=why, tried_at=now)
    Endpoint.objects.filter(subscriber=delivery.subscriber_id).update(off_at=now)
    stop_all(delivery.subscriber_id, now)


def stop_all(subscriber: int, now: datetime) -> int:
    """What waits for this subscriber waits no longer; it can be asked for again."""
    return Delivery.objects.filter(WAITING, subscriber=subscriber).update(
        state=Delivery.State.STOPPED, settled_at=now, claim=None, claimed_until=None
    )


@transaction.atomic
def turn_on(subscriber: Subscriber) -> None:
    """Send again what was stopped, from now on; but nothing that its item has left behind."""
    Endpoint.objects.filter(subscriber=subscriber).update(
        off_at=None, failures=0, quiet_until=None, failing_since=None
    )
    stopped = Delivery.objects.filter(subscriber=subscriber, state=Delivery.State.STOPPED)
    later = Delivery.objects.filter(
        subscriber=OuterRef("subscriber"), item=OuterRef("item"), pk__gt=OuterRef("pk")
    )
    overtaken = later.exclude(state=Delivery.State.STOPPED)
    queue_again(stopped.filter(~Exists(overtaken)))
    Delivery.objects.filter(subscriber=subscriber).hurry(timezone.now())


def queue_again(deliveries: QuerySet[Delivery]) -> int:
    """Try these once more from the first attempt, under the same event; how many."""
    return deliveries.update(
        state=Delivery.State.WAITING,
        due_at=timezone.now(),
        attempts=0,
        claim=None,
        claimed_until=None,
        settled_at=None,
    )


def give_back(deliveries: Sequence[Delivery]) -> None:
    """What was taken and not tried is anybody's again, and no more sent than it was before."""
    for claim, sent_at in {(one.claim, one.sent_at) for one in deliveries}:
        pks = [one.pk for one in deliveries if one.sent_at == sent_at]
        Delivery.objects.filter(WAITING, pk__in=pks, claim=claim).update(
            claim=None, claimed_until=None, sent_at=sent_at
        )


def _settle(delivery: Delivery, **values: Any) -> bool:
    """Write what became of it; `False` when the lease had run out and others have it now."""
    own = Delivery.objects.filter(WAITING, pk=delivery.pk, claim=delivery.claim)
    return bool(own.update(claim=None, claimed_until=None, **values))
