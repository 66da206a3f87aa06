"""What stands on each channel of which item, for *Đã đến đâu*."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Action, Channel, Post, State

# Only a person brings these further.
STUCK = (State.TASK, State.UNCONFIRMED, State.REFUSED)
UNDER_WAY = (*STUCK, State.DUE, State.SENDING)


class Told(Protocol):
    """What has to be known of an item."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def withdrawn(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """An item on a channel, as it is shown: `shown` of `version` stands there.

    0 is none, or that nobody knows.

    `label` is the post's own state as long as that says it all; the log may be ahead of it.
    """

    post: int
    label: str | Promise
    action: str | Promise
    state: str
    shown: int
    version: int
    since: datetime
    why: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether sending it again could help."""
        return self.state == State.REFUSED


def cell_of(post: Post, item: Told) -> Cell:
    """What to say of it. Nothing is said of what only the log knows yet."""
    label: str | Promise = State(post.state).label
    if post.state == State.POSTED:
        if item.withdrawn:
            label = _("withdrawn, but it still stands there")
        elif post.shown < item.version:
            label = _("an earlier version stands there")
    action = Action(post.action).label if post.state in UNDER_WAY else ""
    shown = post.shown if _is_sure(post) else 0
    return Cell(post.pk, label, action, post.state, shown, item.version, post.since, post.problem)


def _is_sure(post: Post) -> bool:
    """Whether `shown` is what stands there: nothing was asked whose answer did not come."""
    if post.state in (State.SENDING, State.UNCONFIRMED):
        return False
    if post.state == State.DUE:
        return post.attempts == 0
    return post.state != State.REFUSED or post.attempts <= 1


def channels_to_show() -> list[Channel]:
    """The channels in use, by name."""
    return list(Channel.objects.filter(active=True))


def cells_of(
    items: Iterable[Told], channels: Sequence[Channel]
) -> dict[UUID, tuple[Cell | None, ...]]:
    """For each item what is on each of the channels, `None` where nothing is. One query."""
    items = list(items)
    found = Post.objects.filter(entry__in=[item.id for item in items], channel__in=channels)
    places = {(post.entry, post.channel_id): post for post in (found if channels else ())}
    cells: dict[UUID, tuple[Cell | None, ...]] = {}
    for item in items:
        posts = (places.get((item.id, one.pk)) for one in channels)
        cells[item.id] = tuple(cell_of(post, item) if post else None for post in posts)
    return cells


def stuck_posts() -> Exists:
    """Of entries: that somebody has to do something about one of their posts."""
    return Exists(Post.objects.filter(entry=OuterRef("pk"), state__in=STUCK, channel__active=True))


def refused_posts(item: UUID) -> list[Post]:
    """The item's posts that were refused and could be sent again."""
    posts = Post.objects.filter(entry=item, state=State.REFUSED, channel__active=True)
    return list(posts.select_related("channel"))
