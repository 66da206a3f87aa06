"""The public form of a news item: what the log, and through it the world, gets of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page

from blocks.body import body_blocks, body_html, body_passages, body_text
from blocks.pictures import picture_of
from cms.portal.representation import root_url_of
from cms.publishing.models import Entry
from cms.publishing.representation import Label, Representation, source_of
from cms.publishing.visibility import closed_collections, public_pages

from .attachments import attachments_of

if TYPE_CHECKING:
    from .models import Author, NewsPage


def represent(page: NewsPage) -> Representation:
    """The item as everyone sees it. The same content gives the same representation."""
    base_url = root_url_of(page)
    units = [row.unit for row in page.item_units.select_related("unit")]
    topics = [row.topic for row in page.item_topics.select_related("topic")]
    return Representation(
        title=page.title,
        url=page.full_url,
        published_at=page.published_at,
        expires_at=page.expire_at,
        lead=page.lead,
        units=_labels(unit.label for unit in units),
        topics=_labels(topic.label for topic in topics),
        scope=tuple(dict.fromkeys(code for unit in units for code in unit.scope_codes())),
        summary={"byline": _byline(page.author, base_url), "cover": _cover(page, base_url)},
        detail=_detail(page, base_url),
        passages=tuple(body_passages(page.body)),
    )


def _labels(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(dict.fromkeys(labels))


def _byline(author: Author | None, base_url: str) -> dict[str, str] | None:
    if author is None:
        return None
    return {
        "name": author.name,
        "role": author.role,
        "url": base_url + author.get_absolute_url(),
    }


def _detail(page: NewsPage, base_url: str) -> Mapping[str, Any]:
    return {
        "body": {
            "blocks": body_blocks(page.body, base_url),
            "html": body_html(page.body, base_url),
            "text": body_text(page.body),
        },
        "related": _related(page),
        "attachments": [one.as_json(base_url) for one in attachments_of(page)],
        "source": {"name": page.source, "url": page.source_url} if page.source else None,
    }


def _related(page: NewsPage) -> list[dict[str, str | None]]:
    """The items that the editor chose and that everyone may read now."""
    chosen = dict.fromkeys(row.related_id for row in page.chosen_related.all())
    chosen.pop(page.pk, None)
    public = Page.objects.filter(public_pages(timezone.now()), pk__in=chosen).public().in_bulk()
    pages = [public[key] for key in chosen if key in public]
    return [
        {"id": id_of(other), "title": other.title, "url": other.full_url}
        for other in pages
        if other.full_url
    ]


def id_of(page: Page) -> str | None:
    """The id under which the outside world knows the page, if it does."""
    found = Entry.objects.filter(source=source_of(page)).values_list("id", flat=True).first()
    return str(found) if found else None


def _cover(page: NewsPage, base_url: str) -> dict[str, Any] | None:
    if page.cover is None or page.cover.collection_id in closed_collections():
        return None
    picture = picture_of(page.cover, page.cover_alt, base_url)
    return {**picture.as_json(), "caption": page.cover_caption} if picture else None
