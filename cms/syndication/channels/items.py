"""What the channels read of the log: an entry as an `Item`, its picture, and who wants it."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from wagtail.images import get_image_model

from cms.publishing.models import Entry

from .models import Channel
from .short_links import link_of
from .wording import Item


def item_of(entry: Entry) -> Item:
    """What a post can tell of the entry."""
    told = json.loads(entry.payload)
    return Item(
        title=entry.title,
        lead=told.get("lead", ""),
        text="\n\n".join(_told(entry)),
        link=link_of(entry.id),
        topics=tuple(one["name"] for one in told.get("topics", [])),
    )


def _told(entry: Entry) -> list[str]:
    parts: list[str] = []
    for passage in entry.passages:
        parts.extend(part.strip() for part in (passage.heading, passage.text) if part.strip())
    return parts


def picture_of(entry: Entry) -> Any:
    """The image that is the item's cover, `None` without one: found by the address of its JPEG."""
    cover = json.loads(entry.payload).get("cover") or {}
    _, found, file = str(cover.get("url", "")).partition(settings.MEDIA_URL)
    if not found:
        return None
    renditions = get_image_model().get_rendition_model().objects.select_related("image")
    rendition = renditions.filter(file=unquote(file)).first()
    return rendition.image if rendition else None


def wants(channel: Channel, entry: Entry, codes: Collection[tuple[str, str]]) -> bool:
    """Whether the channel posts such items. `codes`: the entry's labels, as (scheme, code)."""
    if channel.kinds and entry.kind not in channel.kinds:
        return False
    if entry.published_at is None or entry.published_at < channel.starts_at:
        return False
    return _any(channel.topics, "topic", codes) and _any(channel.units, "unit", codes)


def _any(asked: list[str], scheme: str, codes: Collection[tuple[str, str]]) -> bool:
    return not asked or any((scheme, code) in codes for code in asked)
