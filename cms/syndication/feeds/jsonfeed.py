"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

from typing import Any

import orjson

from .feed import Feed
from .items import FeedItem

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1. What it does not know of is left out, never empty."""
    return orjson.dumps(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": feed.url,
            "description": feed.description,
            **({"next_url": feed.next} if feed.next else {}),
            "language": feed.language,
            "authors": [{"name": feed.author}],
            **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
            "items": [_item(item) for item in feed.items],
        }
    )


def _item(item: FeedItem) -> dict[str, Any]:
    optional = {
        "summary": item.lead,
        "image": item.image,
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.tags),
        "attachments": [
            {
                "url": one.url,
                "mime_type": one.type,
                "size_in_bytes": one.size,
                **({"title": one.title} if one.title else {}),
            }
            for one in item.enclosures
        ],
    }
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "date_published": item.published_at.isoformat(),
        "date_modified": item.updated_at.isoformat(),
        "language": item.language,
        **{name: value for name, value in optional.items() if value},
    }
