"""What a subscriber is shown of itself, as JSON. Nothing of any other stands in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from cms.syndication.authentication import Reader
from cms.syndication.ledger import wants_of
from cms.syndication.models import AccessKey, Delivery, Endpoint, Progress, Subscriber
from cms.syndication.progress import lag_of

Json = dict[str, Any]


def subscription(reader: Reader) -> Json:
    """Nine queries."""
    one = reader.subscriber
    wants = wants_of(Subscriber.objects.filter(pk=one.pk))[one]
    return {
        "name": one.name,
        "unit": one.unit.code if one.unit else None,
        "how": one.how,
        "wants": {
            "kinds": sorted(wants.kinds),
            "topics": sorted(wants.topics),
            "units": sorted(wants.units),
        },
        "allowed_origins": sorted(one.origins),
        "feed": _feed(one, reader.key),
        "webhook": _webhook(one) if one.webhook_url else None,
        "keys": [_key(key, reader.key) for key in one.keys.all()],
    }


def _feed(one: Subscriber, key: AccessKey) -> Json:
    progress, lag = Progress.objects.get(subscriber=one), lag_of(one, key)
    return {
        "last_change": progress.last_change,
        "pulled_through": progress.pulled_through,
        "pulled_at": iso(progress.pulled_at),
        "behind": lag.items,
        "behind_since": iso(lag.since),
    }


def _webhook(one: Subscriber) -> Json:
    endpoint = Endpoint.objects.get(subscriber=one)
    counts = Delivery.objects.filter(subscriber=one).aggregate(
        waiting=Count("pk", filter=Q(state=Delivery.State.WAITING)),
        failed=Count("pk", filter=Q(state=Delivery.State.FAILED)),
    )
    return {
        "url": one.webhook_url,
        "off_since": iso(endpoint.off_at),
        "failing_since": iso(endpoint.failing_since),
        "answered_at": iso(endpoint.answered_at),
        **counts,
    }


def _key(key: AccessKey, used: AccessKey) -> Json:
    return {
        "name": key.name,
        "prefix": key.prefix,
        "scopes": key.scopes,
        "expires_at": iso(key.expires_at),
        "revoked_at": iso(key.revoked_at),
        "last_used_at": iso(key.last_used_at),
        "current": key.pk == used.pk,
    }


def deliveries(found: list[Delivery], size: int) -> Json:
    return {
        "results": [delivery(one) for one in found[:size]],
        "next_before": found[size - 1].pk if len(found) > size else None,
    }


def delivery(one: Delivery) -> Json:
    return {
        "event": one.event,
        "type": one.type,
        "item": str(one.item) if one.item else None,
        "kind": one.kind or None,
        "version": one.version or None,
        "change": one.change or None,
        "state": one.state,
        "attempts": one.attempts,
        "status": one.status,
        "error": one.error or None,
        "created_at": iso(one.created_at),
        "tried_at": iso(one.tried_at),
        "due_at": iso(one.due_at) if one.state == Delivery.State.WAITING else None,
    }


def iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None
