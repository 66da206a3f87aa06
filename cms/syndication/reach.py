"""*Đã đến đâu*: which subscriber has which item, in which version, since when, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Entry
from cms.publishing.sources import kinds

from .models import Delivery, Guidance, Holding, Subscriber
from .models.guidance import KIND
from .progress import unseen


class State(StrEnum):
    """What can be said of one item at one subscriber."""

    NOT_FOR_IT = "not_for_it"
    WAITING = "waiting"
    SENT = "sent"
    AGAIN = "again"
    RETRYING = "retrying"
    FAILED = "failed"
    BEHIND = "behind"
    HAS = "has"
    NEVER_HAD = "never_had"
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]

    @property
    def is_lacking(self) -> bool:
        """Whether sending again would help."""
        return self in LACKING


LABELS: Mapping[State, str | Promise] = {
    State.NOT_FOR_IT: _("not for it"),
    State.WAITING: _("not sent yet"),
    State.SENT: _("on its way, not confirmed yet"),
    State.AGAIN: _("to be sent again"),
    State.RETRYING: _("failed, being tried again"),
    State.FAILED: _("failed"),
    State.BEHIND: _("behind"),
    State.HAS: _("has it"),
    State.NEVER_HAD: _("withdrawn before it was sent"),
    State.WITHDRAWING: _("withdrawn, not confirmed yet"),
    State.WITHDRAWN: _("withdrawn and confirmed"),
}
HAS_ALL = frozenset({State.NOT_FOR_IT, State.HAS, State.NEVER_HAD, State.WITHDRAWN})
LACKING = frozenset(State) - HAS_ALL


@dataclass(frozen=True, slots=True)
class Held:
    """What a subscriber's log and its deliveries say of one item.

    `last` is the delivery of its latest change; `next` the one that all later ones of the item
    wait for, of whatever version.
    """

    version: int
    change: int
    visible: bool
    seen_change: int
    seen_version: int
    seen_at: datetime | None
    changed_at: datetime
    sent_change: int = 0
    last: Attempt | None = None
    next: Attempt | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is known of a delivery."""

    state: str
    attempts: int
    error: str
    was_sent: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One item at one subscriber, as it is shown."""

    state: State
    version: int = 0
    seen_version: int = 0
    since: datetime | None = None
    why: str = ""


NOTHING = Cell(State.NOT_FOR_IT)


def cell_of(held: Held | None) -> Cell:
    """What to say of it."""
    if held is None:
        return NOTHING
    state = _state(held)
    seen = state in (State.HAS, State.WITHDRAWN)
    return Cell(
        state,
        held.version,
        held.seen_version,
        held.seen_at if seen else held.changed_at,
        "" if seen else _why(held),
    )


def _why(held: Held) -> str:
    tried = held.next or held.last
    return tried.error if tried else ""


def _state(held: Held) -> State:
    """Nothing is said of what it has while something is on its way: it may have arrived."""
    if held.seen_change >= held.change:
        return State.HAS if held.visible else State.WITHDRAWN
    if not (held.visible or held.seen_change or held.sent_change):
        return State.NEVER_HAD
    if held.last and held.last.state in (Delivery.State.FAILED, Delivery.State.STOPPED):
        return State.FAILED
    if held.next and held.next.attempts:
        # What the receiver does not take of an earlier version keeps this one from it.
        return State.RETRYING
    if not held.visible:
        return State.WITHDRAWING
    if held.sent_change > held.seen_change:
        return State.SENT if _is_on_its_way(held) else State.AGAIN
    if not held.seen_version:
        return State.WAITING
    return State.AGAIN if held.seen_version == held.version else State.BEHIND


def _is_on_its_way(held: Held) -> bool:
    """Else what was sent of it was given up, and what follows was not sent yet."""
    return held.next is None or held.next.was_sent


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the page."""

    id: UUID
    kind: str
    title: str
    url: str
    version: int
    changed_at: datetime | None
    withdrawn: bool
    source: str = ""

    @property
    def kind_label(self) -> str:
        if self.kind == KIND:
            return str(Guidance._meta.verbose_name)
        kind = kinds().get(self.kind)
        return str(kind.label) if kind else self.kind


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    cells: tuple[Cell, ...]

    @property
    def is_lacking(self) -> bool:
        return any(cell.state.is_lacking for cell in self.cells)


def rows_of(items: Iterable[Item], subscribers: Sequence[Subscriber]) -> list[Row]:
    """What each subscriber has of each item. Two queries, however many."""
    items = list(items)
    held = _held([item.id for item in items], subscribers)
    return [
        Row(item, tuple(cell_of(held.get((item.id, one.pk))) for one in subscribers))
        for item in items
    ]


def _held(items: list[UUID], subscribers: Sequence[Subscriber]) -> dict[tuple[UUID, int], Held]:
    # The latest change of each item that its receiver may have been told of.
    sent = Delivery.objects.filter(
        item=OuterRef("item"), subscriber=OuterRef("subscriber"), sent_at__isnull=False
    ).order_by("-change")
    found = Holding.objects.filter(item__in=items, subscriber__in=subscribers)
    rows = list(found.annotate(told=Subquery(sent.values("change")[:1])))
    last, following = _attempts(items, rows)
    return {
        (row.item, row.subscriber_id): Held(
            row.version,
            row.change,
            row.visible,
            row.seen_change,
            row.seen_version,
            row.seen_at,
            row.changed_at,
            max(row.sent_change, row.told or 0),
            last.get((row.subscriber_id, row.change)),
            following.get((row.subscriber_id, row.item)),
        )
        for row in rows
    }


def _attempts(
    items: list[UUID], rows: Iterable[Holding]
) -> tuple[dict[tuple[int, int], Attempt], dict[tuple[int, UUID], Attempt]]:
    """By change the last delivery of each of these; by item the first that waits."""
    last: dict[tuple[int, int], Attempt] = {}
    following: dict[tuple[int, UUID], Attempt] = {}
    wanted = Q(change__in={row.change for row in rows}) | Q(state=Delivery.State.WAITING)
    deliveries = Delivery.objects.filter(wanted, item__in=items).order_by("pk")
    for one in deliveries.only(
        "subscriber", "item", "change", "state", "attempts", "error", "sent_at"
    ):
        attempt = Attempt(one.state, one.attempts, one.error, one.sent_at is not None)
        last[one.subscriber_id, one.change] = attempt
        if one.state == Delivery.State.WAITING and one.item is not None:
            following.setdefault((one.subscriber_id, one.item), attempt)
    return last, following


def entries_to_show(
    kind: str = "", lacking: bool = False, subscriber: Subscriber | None = None, words: str = ""
) -> QuerySet[Entry]:
    """The items of the page, the latest changed first; `lacking`: those that someone lacks."""
    entries = Entry.objects.order_by("-change").only(
        "id", "kind", "title", "url", "version", "updated_at", "withdrawn_at", "source"
    )
    entries = entries.filter(kind__in=[kind] if kind else _kinds_to_show())
    return _narrowed(entries, lacking, subscriber, words)


def guidance_to_show(
    lacking: bool = False, subscriber: Subscriber | None = None, words: str = ""
) -> QuerySet[Guidance]:
    """The same of what is addressed to some only."""
    found = Guidance.objects.order_by("-updated_at")
    return _narrowed(found, lacking, subscriber, words)


def _narrowed(items: Any, lacking: bool, subscriber: Subscriber | None, words: str) -> Any:
    if words:
        items = items.filter(title__icontains=words)
    held = Holding.objects.filter(item=OuterRef("pk"), subscriber__active=True)
    if subscriber is not None:
        held = held.filter(subscriber=subscriber)
    if lacking:
        return items.filter(Exists(unseen(held)))
    return items.filter(Exists(held)) if subscriber is not None else items


def _kinds_to_show() -> list[str]:
    """Vocabularies (units, topics) are shown when they are asked for."""
    return [kind.name for kind in kinds().values() if kind.searchable]


def entries_of(ids: Iterable[UUID]) -> list[Item]:
    """These items, the latest changed first; addressed ones are not among them."""
    return [item_of(entry) for entry in Entry.objects.filter(pk__in=ids).order_by("-change")]


def item_of(entry: Entry) -> Item:
    return Item(
        entry.pk,
        entry.kind,
        entry.title,
        entry.url,
        entry.version,
        entry.updated_at,
        entry.withdrawn_at is not None,
        entry.source,
    )


def item_of_guidance(one: Guidance) -> Item:
    return Item(one.pk, KIND, one.title, "", one.version, one.updated_at, not one.live)


def lacking_by_subscriber() -> dict[int, int]:
    """How many items each active subscriber lacks. One query."""
    rows = unseen(Holding.objects.filter(subscriber__active=True)).order_by()
    return dict(rows.values("subscriber").annotate(n=Count("pk")).values_list("subscriber", "n"))
