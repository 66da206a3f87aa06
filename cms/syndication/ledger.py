"""Keeping each subscriber's own log true, in the transaction that made the change.

Whatever writes here holds the lock of the public log until it commits: so a
subscriber's numbers, too, are in commit order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.publishing import log
from cms.publishing.models import Entry, EntryLabel

from .models import Endpoint, Holding, Progress, Subscriber
from .models.holding import new_beginning
from .wants import Codes, Wants
from .webhooks import announcing, signing

BATCH = 1000
UNIT, TOPIC = EntryLabel.Scheme.UNIT.value, EntryLabel.Scheme.TOPIC.value


@dataclass(frozen=True, slots=True)
class Line:
    """A change for one subscriber: the item as it may see it from now on."""

    subscriber: Subscriber
    item: UUID
    kind: str
    version: int
    visible: bool
    url: str = ""
    restricted: bool = False


def record(entry: Entry, **kwargs: object) -> None:
    """Tell every subscriber's log of a change of the public one. A receiver of `entry_changed`."""
    wanted = wants_of(Subscriber.objects.active())
    if not wanted:
        return
    held = set(
        Holding.objects.filter(item=entry.pk, visible=True).values_list("subscriber", flat=True)
    )
    topics, units = _labels_of(entry, wanted.values())
    lines = []
    for subscriber, wants in wanted.items():
        visible = entry.withdrawn_at is None and wants.cover(entry.kind, topics, units)
        if visible or subscriber.pk in held:
            lines.append(Line(subscriber, entry.pk, entry.kind, entry.version, visible, entry.url))
    write(lines, timezone.now())


def wants_of(subscribers: QuerySet[Subscriber]) -> dict[Subscriber, Wants]:
    """What each wants. Three queries; one when there is nobody."""
    found = list(subscribers.order_by("pk"))
    if not found:
        return {}
    topics = _codes(Subscriber.topics.through, "topic__slug", found)
    units = _codes(Subscriber.units.through, "unit__code", found)
    return {
        one: Wants(frozenset(one.kinds), frozenset(topics[one.pk]), frozenset(units[one.pk]))
        for one in found
    }


def _codes(through: type, code: str, subscribers: Iterable[Subscriber]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = through._default_manager.filter(subscriber__in=subscribers)  # type: ignore[attr-defined]
    for subscriber, value in rows.values_list("subscriber_id", code):
        found[subscriber].add(value)
    return found


def _labels_of(entry: Entry, wants: Iterable[Wants]) -> tuple[Codes, Codes]:
    """The topics and units of the entry; none when nobody asks for any."""
    if not any(one.topics or one.units for one in wants):
        return frozenset(), frozenset()
    codes: dict[str, set[str]] = {TOPIC: set(), UNIT: set()}
    labels = EntryLabel.objects.filter(entry=entry, scheme__in=codes)
    for scheme, code in labels.values_list("scheme", "code"):
        codes[scheme].add(code)
    return frozenset(codes[TOPIC]), frozenset(codes[UNIT])


@transaction.atomic
def bring_up_to_date(subscriber: Subscriber) -> int:
    """Make its log say what it wants and may see now; how many changes that took.

    One that is not active keeps what it has. What stands there when a subscriber is
    new is not announced: it reads that from the beginning of its log.
    """
    log.lock_log()
    is_new = _begin(subscriber)
    if not subscriber.active:
        return 0
    lines = list(_drift(subscriber))
    write(lines, timezone.now(), announce=not is_new)
    return len(lines)


def sweep() -> int:
    """A step of the worker: mend whatever a log lacks, however that came; how many changes."""
    return sum(bring_up_to_date(one) for one in Subscriber.objects.active())


def _begin(subscriber: Subscriber) -> bool:
    first = new_beginning()
    _, is_new = Progress.objects.get_or_create(
        subscriber=subscriber, defaults={"first_change": first, "last_change": first}
    )
    if is_new:
        Endpoint.objects.create(subscriber=subscriber)
        signing.new_secret(subscriber)
    return is_new


def _drift(subscriber: Subscriber) -> Iterator[Line]:
    """What its log does not say yet, in the order of the public log."""
    from . import addressed

    rows = Holding.objects.filter(subscriber=subscriber, restricted=False, visible=True)
    held = {
        item: (kind, version) for item, kind, version in rows.values_list("item", "kind", "version")
    }
    wants = wants_of(Subscriber.objects.filter(pk=subscriber.pk))[subscriber]
    for item, kind, version, url in wanted_entries(wants).values_list(
        "pk", "kind", "version", "url"
    ):
        if held.pop(item, None) != (kind, version):
            yield Line(subscriber, item, kind, version, True, url)
    for item, (kind, version) in held.items():
        yield Line(subscriber, item, kind, version, False)
    yield from addressed.drift(subscriber)


def wanted_entries(wants: Wants) -> QuerySet[Entry]:
    """The entries that `wants` covers, as the database finds them."""
    entries = Entry.objects.filter(withdrawn_at=None).order_by("change")
    if wants.kinds:
        entries = entries.filter(kind__in=wants.kinds)
    if wants.topics:
        entries = entries.filter(pk__in=_labelled(TOPIC, code__in=wants.topics))
    if wants.units:
        for_these = Q(pk__in=_labelled(UNIT, code__in=wants.units))
        entries = entries.filter(for_these | ~Q(pk__in=_labelled(UNIT)))
    return entries


def _labelled(scheme: str, **condition: Iterable[str]) -> QuerySet:
    return EntryLabel.objects.filter(scheme=scheme, **condition).values("entry")


def write(lines: list[Line], now: datetime, *, announce: bool = True) -> None:
    """Put these changes into their subscribers' logs, and announce them by webhook.

    Expects the log's lock, and holds that of each subscriber's `Progress`, under which alone
    several of its holdings change at once. Five queries, whatever the number of subscribers.
    """
    if not lines:
        return
    told = {line.subscriber.pk for line in lines}
    locked = Progress.objects.select_for_update().filter(pk__in=told).order_by("pk")
    progress = {one.pk: one for one in locked}
    holdings = [_holding(line, progress[line.subscriber.pk], now) for line in lines]
    Holding.objects.bulk_create(
        holdings,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["subscriber", "item"],
        update_fields=["kind", "version", "change", "visible", "restricted", "changed_at"],
    )
    Progress.objects.bulk_update(progress.values(), ["last_change"])
    if announce:
        announcing.announce(list(zip(lines, holdings, strict=True)), now)


def _holding(line: Line, progress: Progress, now: datetime) -> Holding:
    progress.last_change += 1
    return Holding(
        subscriber=line.subscriber,
        item=line.item,
        kind=line.kind,
        version=line.version,
        change=progress.last_change,
        visible=line.visible,
        restricted=line.restricted,
        changed_at=now,
    )


@transaction.atomic
def send_again(subscriber: Subscriber, items: Iterable[UUID]) -> int:
    """Put these items into its log once more, as they are now; how many.

    A mirror meets them again, and a receiver is told under a new event.
    """
    log.lock_log()
    rows = Holding.objects.filter(subscriber=subscriber, item__in=list(items)).order_by("change")
    urls = dict(Entry.objects.filter(pk__in=[row.item for row in rows]).values_list("pk", "url"))
    lines = [
        Line(
            subscriber,
            row.item,
            row.kind,
            row.version,
            row.visible,
            urls.get(row.item, "") if row.visible else "",
            row.restricted,
        )
        for row in rows
    ]
    write(lines, timezone.now())
    return len(lines)
