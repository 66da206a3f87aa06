"""Sending again: one delivery, all of a period, or an item to those that lack it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from . import ledger
from .models import Delivery, Endpoint, Holding, Subscriber
from .progress import unseen
from .webhooks import announcing, queue

State = Delivery.State


@transaction.atomic
def replay(delivery: Delivery) -> None:
    """Send it again: what never arrived under its own event, what arrived under a new one.

    One that a later delivery of its item has overtaken would arrive out of order; then
    the item is sent as it is now.
    """
    if delivery.state == State.WAITING:
        _at_once(delivery)
    elif delivery.item is None:
        announcing.test(delivery.subscriber)
    elif delivery.state == State.DELIVERED or _is_overtaken(delivery):
        ledger.send_again(delivery.subscriber, [delivery.item])
    else:
        queue.queue_again(Delivery.objects.filter(pk=delivery.pk))
        _wake(delivery.subscriber)


@transaction.atomic
def replay_period(subscriber: Subscriber, start: datetime, end: datetime) -> int:
    """Send again every item that changed for this subscriber between the two; how many."""
    rows = Holding.objects.filter(subscriber=subscriber, changed_at__gte=start, changed_at__lt=end)
    announced = Delivery.objects.filter(
        subscriber=subscriber, created_at__gte=start, created_at__lt=end, item__isnull=False
    )
    items = {*rows.values_list("item", flat=True), *announced.values_list("item", flat=True)}
    return send_items(subscriber, (item for item in items if item))


@transaction.atomic
def send_items(subscriber: Subscriber, items: Iterable[UUID]) -> int:
    """Send these items again as they are now; what still waited of them is sent no more."""
    items = list(items)
    Delivery.objects.filter(
        subscriber=subscriber, item__in=items, state=State.WAITING, claim=None
    ).update(state=State.STOPPED, settled_at=timezone.now())
    sent = ledger.send_again(subscriber, items)
    _wake(subscriber)
    return sent


@transaction.atomic
def mend(subscriber: Subscriber, item: UUID | None = None) -> int:
    """Send again whatever this subscriber lacks: one item, or all of them; how many."""
    rows = unseen(Holding.objects.filter(subscriber=subscriber))
    if item is not None:
        rows = Holding.objects.filter(subscriber=subscriber, item=item)
    return send_items(subscriber, rows.values_list("item", flat=True))


def _is_overtaken(delivery: Delivery) -> bool:
    later = Q(pk__gt=delivery.pk, subscriber=delivery.subscriber_id, item=delivery.item)
    return Delivery.objects.filter(later).exists()


def _at_once(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(due_at=timezone.now())
    _wake(delivery.subscriber)


def _wake(subscriber: Subscriber) -> None:
    """Do not wait until its quiet is over: somebody says that it is well again."""
    Endpoint.objects.filter(subscriber=subscriber).update(quiet_until=None)
