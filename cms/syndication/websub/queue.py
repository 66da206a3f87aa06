"""What the hub is to be told: written with the change, taken off once it was told."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cms.api.collections import collections, schemes_of
from cms.publishing.models import Entry, EntryLabel
from cms.syndication.feeds.names import ALL, FORMS
from cms.syndication.models import Ping
from cms.syndication.webhooks import schedule

from . import topics
from .topics import Pair

COMMON = tuple(EntryLabel.Scheme.values)
LONGEST = Ping._meta.get_field("feed").max_length or 0
# So long nobody else takes what one has taken: longer than a request may last.
LEASE = timedelta(seconds=60)
# Hubs read as many addresses from one request.
MOST_AT_ONCE = 20


def record(entry: Entry, labels_before: Collection[Pair] = (), **kwargs: object) -> None:
    """Note the feeds in which `entry` stood or stands. A receiver of `entry_changed`.

    One query for the labels and one for the feeds; none without a hub. The lock of the
    log, which is held, keeps two writers from waiting for each other's rows.
    """
    if not settings.FEEDS["WEBSUB_HUB"]:
        return
    labels = {*labels_before, *entry.labels.values_list("scheme", "code")}
    now = timezone.now()
    Ping.objects.bulk_create(
        (
            Ping(feed=feed, change=entry.change, changed_at=now, due_at=now)
            for feed in sorted(feeds_of(entry.kind, labels))
        ),
        update_conflicts=True,
        unique_fields=["feed"],
        update_fields=["change", "due_at", "attempts", "error"],
    )


def feeds_of(kind: str, labels: Collection[Pair]) -> Iterator[str]:
    """The addresses of the feeds in which an item of `kind` with `labels` stands."""
    names = {ALL: COMMON}
    names |= {name: schemes_of(one) for name, one in collections().items() if one.name == kind}
    for name, schemes in names.items():
        for form in FORMS:
            path = reverse("feeds:feed", args=[name, form])
            for query in topics.queries_of(labels, schemes):
                if len(feed := topics.address(path, query)) <= LONGEST:
                    yield feed


def take(now: datetime) -> list[Ping]:
    """Lease some that are due to the caller, the oldest first; none when others have them."""
    with transaction.atomic():
        due = Ping.objects.filter(due_at__lte=now).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        taken = list(due[:MOST_AT_ONCE])
        Ping.objects.filter(pk__in=[one.pk for one in taken]).update(due_at=now + LEASE)
    return taken


def succeed(pings: Sequence[Ping]) -> None:
    """The hub was told: what has changed again in the meantime stays."""
    for one in pings:
        Ping.objects.filter(pk=one.pk, change=one.change).delete()


def fail(pings: Sequence[Ping], why: str, now: datetime, wait: float | None = None) -> None:
    """Try again later, or give up; what has changed again in the meantime is due anyway."""
    for one in pings:
        # Jitter needs no secrecy.
        pause = schedule.pause(one.attempts + 1, random.random(), wait)  # noqa: S311
        Ping.objects.filter(pk=one.pk, change=one.change).update(
            attempts=one.attempts + 1, error=why, due_at=None if pause is None else now + pause
        )
