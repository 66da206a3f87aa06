"""What an item's own page shows beyond its fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cms.portal.models import PortalSettings
from cms.portal.privacy import public_only

from .attachments import attachments_of
from .listing import other_news
from .structured import news_article

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.images.models import AbstractRendition

    from .models import NewsPage

# The size that social networks ask for.
SHARED = "fill-1200x630|format-jpeg"


def context_of(page: NewsPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """The template's context for `page` at `now`."""
    cover = next(iter(public_only([page.cover])), None) if page.cover else None
    shared: AbstractRendition | None = cover and cover.get_rendition(SHARED)
    return {
        "index": page.get_parent(),
        "cover": cover,
        "share_image": shared,
        "topics": _once(row.topic for row in page.item_topics.select_related("topic")),
        "units": _once(row.unit for row in page.item_units.select_related("unit")),
        "attachments": attachments_of(page),
        "others": other_news(page, now),
        "structured": news_article(
            page, PortalSettings.for_request(request).agency_name, shared and shared.full_url
        ),
    }


def _once(rows: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(rows))
