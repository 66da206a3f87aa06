"""What stands on each channel of which item, for *Đã đến đâu*."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from .models import Channel, Post


def channels_to_show() -> list[Channel]:
    """The channels in use, by name."""
    return list(Channel.objects.filter(active=True))


def posts_of(items: Iterable[UUID], channels: Sequence[Channel]) -> dict[UUID, list[Post | None]]:
    """For each item its post on each of the channels, `None` where there is none. One query."""
    items = list(items)
    found = Post.objects.filter(entry__in=items, channel__in=channels) if channels else ()
    by_place = {(post.entry, post.channel_id): post for post in found}
    return {item: [by_place.get((item, one.pk)) for one in channels] for item in items}
