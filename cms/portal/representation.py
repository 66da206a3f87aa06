"""The public form of a standing page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.body import body_blocks, body_html, body_passages, body_text
from cms.publishing.representation import Representation

if TYPE_CHECKING:
    from .models import SectionPage


def represent_section(page: SectionPage) -> Representation:
    base_url = root_url_of(page)
    return Representation(
        title=page.title,
        url=page.full_url,
        published_at=page.first_published_at or page.latest_revision_created_at,
        expires_at=page.expire_at,
        lead=page.lead,
        detail={
            "body": {
                "blocks": body_blocks(page.body, base_url),
                "html": body_html(page.body, base_url),
                "text": body_text(page.body),
            }
        },
        passages=tuple(body_passages(page.body)),
    )


def root_url_of(page: SectionPage) -> str:
    """The origin of the site that the page belongs to: `https://host`."""
    parts = page.get_url_parts()
    return parts[1] if parts else ""
