"""Deliveries: written with the change that they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils import timezone

from cms.publishing.sources import kinds
from cms.syndication.models import Delivery, Endpoint, Holding, Subscriber

if TYPE_CHECKING:
    from cms.syndication.ledger import Line

CHANGED, WITHDRAWN, TEST = "item.changed", "item.withdrawn", "subscription.test"
# Standard Webhooks asks for less than 20 kB; of what we send only an address can be long.
LONGEST_URL = 2000


def announce(changes: Sequence[tuple[Line, Holding]], now: datetime) -> None:
    """Queue one delivery for each change of a subscriber that is told. Two queries."""
    told = [(line, holding) for line, holding in changes if line.subscriber.is_told]
    if not told:
        return
    off = set(
        Endpoint.objects.filter(
            subscriber__in={line.subscriber.pk for line, _ in told}, off_at__isnull=False
        ).values_list("subscriber", flat=True)
    )
    Delivery.objects.bulk_create(
        (_delivery(line, holding, now, line.subscriber.pk in off) for line, holding in told),
        batch_size=1000,
    )
    _hurry([(line.subscriber.pk, line.item) for line, _ in told if not line.visible], now)


def _hurry(withdrawn: Sequence[tuple[int, UUID]], now: datetime) -> None:
    """What a withdrawal waits behind is tried at once: nobody is shown it a day longer for that."""
    if withdrawn:
        subscribers, items = zip(*withdrawn, strict=True)
        Delivery.objects.filter(subscriber__in=set(subscribers), item__in=set(items)).hurry(now)


def _delivery(line: Line, holding: Holding, now: datetime, is_off: bool) -> Delivery:
    state = Delivery.State.STOPPED if is_off else Delivery.State.WAITING
    return Delivery(
        subscriber=line.subscriber,
        type=CHANGED if line.visible else WITHDRAWN,
        item=line.item,
        kind=line.kind,
        version=line.version,
        change=holding.change,
        body=body_of(CHANGED if line.visible else WITHDRAWN, now, about(line, holding)),
        created_at=now,
        due_at=now,
        state=state,
    )


def about(line: Line, holding: Holding) -> dict[str, Any]:
    """What is told of a change: enough to know what to ask for, nothing of the content."""
    return {
        "id": str(line.item),
        "kind": line.kind,
        "version": line.version,
        "change": holding.change,
        "withdrawn": not line.visible,
        "url": line.url[:LONGEST_URL] if line.visible else None,
        "item_url": _item_url(line) if line.visible else None,
    }


def _item_url(line: Line) -> str | None:
    if line.restricted:
        return line.url
    kind = kinds().get(line.kind)
    return f"{settings.PORTAL_URL}/api/v1/{kind.collection}/{line.item}/" if kind else None


def body_of(type_: str, now: datetime, data: dict[str, Any]) -> str:
    moment = timezone.localtime(now).isoformat()
    return orjson.dumps({"type": type_, "timestamp": moment, "data": data}).decode()


def test(subscriber: Subscriber) -> Delivery:
    """Queue an event that is about nothing, for whoever tries out a receiver."""
    now = timezone.now()
    data = {"subscriber": subscriber.name}
    return Delivery.objects.create(
        subscriber=subscriber, type=TEST, body=body_of(TEST, now, data), created_at=now, due_at=now
    )
