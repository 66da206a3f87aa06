"""A news item in the words of schema.org, for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from .models import NewsPage


def news_article(page: NewsPage, publisher: str, image_url: str | None) -> dict[str, Any]:
    """The `NewsArticle` that the item is. Without what is not known."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": "vi",
        "mainEntityOfPage": page.full_url,
        "datePublished": timezone.localtime(page.published_at).isoformat(),
    }
    if page.last_published_at:
        found["dateModified"] = timezone.localtime(page.last_published_at).isoformat()
    if image_url:
        found["image"] = [image_url]
    if page.author:
        found["author"] = [{"@type": "Person", "name": page.author.name}]
    if publisher:
        found["publisher"] = {"@type": "GovernmentOrganization", "name": publisher}
    return found
