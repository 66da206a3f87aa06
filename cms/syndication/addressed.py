"""Guidance on its way into the logs of those that it is addressed to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils import timezone
from wagtail.rich_text import expand_db_html

from cms.publishing import log

from .ledger import Line, write
from .models import Guidance, Holding, Subscriber
from .models.guidance import KIND


def lock() -> None:
    """Subscribers' logs are written under the lock of the public log."""
    log.lock_log()


def render(guidance: Guidance, now: datetime) -> None:
    """Bring version and payload up to what the item says."""
    said = _said(guidance)
    digest = hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
    if digest == guidance.digest:
        return
    guidance.digest, guidance.version, guidance.updated_at = digest, guidance.version + 1, now
    if guidance.live and guidance.published_at is None:
        guidance.published_at = now
    head = {"id": str(guidance.pk), "kind": KIND, "version": guidance.version}
    times = {
        "published_at": _iso(guidance.published_at),
        "updated_at": _iso(guidance.updated_at),
    }
    guidance.payload = orjson.dumps({**head, **said, **times}).decode()


def _said(guidance: Guidance) -> dict[str, Any]:
    return {
        "title": guidance.title,
        "form": guidance.form,
        "lead": guidance.lead,
        "html": expand_db_html(guidance.body),
        "live": guidance.live,
        "expires_at": _iso(guidance.expires_at),
        "url": url_of(guidance.pk),
    }


def url_of(item: UUID) -> str:
    """Where it is read, with a key."""
    return f"{settings.PORTAL_URL}/api/v1/guidance/{item}/"


def _iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def tell(guidance: Guidance) -> None:
    """Make the subscribers' logs say who may see it now. Expects the log's lock."""
    now = timezone.now()
    addressees = set(_addressees(guidance, now))
    held = dict(
        Holding.objects.filter(item=guidance.pk, visible=True).values_list("subscriber", "version")
    )
    told = {one.pk: one for one in Subscriber.objects.active()}
    lines = []
    for pk, subscriber in told.items():
        if pk in addressees and held.get(pk) != guidance.version:
            lines.append(_line(subscriber, guidance.pk, guidance.version, True))
        elif pk in held and pk not in addressees:
            lines.append(_line(subscriber, guidance.pk, guidance.version, False))
    write(lines, now)


def take_back(item: UUID) -> None:
    """It is gone for everyone. Expects the log's lock."""
    held = Holding.objects.filter(item=item, visible=True).select_related("subscriber")
    write([_line(row.subscriber, item, row.version, False) for row in held], timezone.now())


def drift(subscriber: Subscriber) -> Iterator[Line]:
    """What its log does not say yet of what is addressed to it."""
    rows = Holding.objects.filter(subscriber=subscriber, restricted=True, visible=True)
    held = dict(rows.values_list("item", "version"))
    for item, version in addressed_to(subscriber).values_list("pk", "version"):
        if held.pop(item, None) != version:
            yield _line(subscriber, item, version, True)
    for item, version in held.items():
        yield _line(subscriber, item, version, False)


def addressed_to(subscriber: Subscriber) -> Any:
    """The guidance that this subscriber may read now: the one place where that is decided."""
    mine = Guidance.subscribers.through._default_manager.filter(subscriber=subscriber)
    standing = Guidance.objects.standing()
    return standing.filter(to_all=True) | standing.filter(pk__in=mine.values("guidance"))


def take_back_lapsed() -> int:
    """A step of the worker: what has expired is taken back; how many items."""
    from django.db import transaction

    lapsed = Guidance.objects.filter(live=True, expires_at__lte=timezone.now())
    held = Holding.objects.filter(visible=True, item__in=lapsed.values("pk"))
    items = list(held.values_list("item", flat=True).distinct())
    for item in items:
        with transaction.atomic():
            lock()
            take_back(item)
    return len(items)


def _addressees(guidance: Guidance, now: datetime) -> Iterator[int]:
    if not guidance.is_standing(now):
        return
    subscribers = Subscriber.objects.active()
    if not guidance.to_all:
        through = Guidance.subscribers.through._default_manager.filter(guidance=guidance)
        subscribers = subscribers.filter(pk__in=through.values("subscriber"))
    yield from subscribers.values_list("pk", flat=True)


def _line(subscriber: Subscriber, item: UUID, version: int, visible: bool) -> Line:
    url = url_of(item) if visible else ""
    return Line(subscriber, item, KIND, version, visible, url, restricted=True)
