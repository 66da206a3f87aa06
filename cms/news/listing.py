"""What readers find in lists of news: the clock decides as well as the `live` flag."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from wagtail.images import get_image_model
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.publishing.visibility import closed_collections, public_pages

if TYPE_CHECKING:
    from .models import NewsPage

OTHERS = 6

# The sizes in which lists show a cover; one prefetch finds them all.
RENDITIONS = (
    "fill-320x200|format-webp",
    "fill-640x400|format-webp",
    "fill-960x600|format-webp",
)


class NewsQuerySet(PageQuerySet):
    def readable(self, now: datetime, below: Page | None = None) -> NewsQuerySet:
        """What everyone may read at `now`, newest first, with what a card shows."""
        items = self if below is None else self.descendant_of(below)
        # A cover that not everyone may see is no cover here.
        covers = (
            get_image_model()
            .objects.exclude(collection__in=closed_collections())
            .prefetch_renditions(*RENDITIONS)
        )
        return (
            items.filter(public_pages(now))
            .public()
            .order_by("-date", "-pk")
            .defer_streamfields()
            .prefetch_related(Prefetch("cover", queryset=covers))
        )


NewsManager = PageManager.from_queryset(NewsQuerySet)


def other_news(page: NewsPage, now: datetime, limit: int = OTHERS) -> list[NewsPage]:
    """*Các tin khác*: those that the editor chose, then of the same topic, then the newest."""
    others = type(page).objects.readable(now).exclude(pk=page.pk)
    found = _chosen(page, others)[:limit]
    topics = [row.topic_id for row in page.item_topics.all()]
    if topics:
        found += _more(others.filter(item_topics__topic__in=topics).distinct(), found, limit)
    return found + _more(others, found, limit)


def _chosen(page: NewsPage, others: NewsQuerySet) -> list[NewsPage]:
    keys = dict.fromkeys(row.related_id for row in page.chosen_related.all())
    by_key = others.in_bulk(list(keys)) if keys else {}
    return [by_key[key] for key in keys if key in by_key]


def _more(candidates: NewsQuerySet, found: list[NewsPage], limit: int) -> list[NewsPage]:
    missing = limit - len(found)
    if missing <= 0:
        return []
    return list(candidates.exclude(pk__in=[item.pk for item in found])[:missing])
