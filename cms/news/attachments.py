"""The documents that come with a news item, as everyone may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.portal.attachments import Attachment, public_attachments

if TYPE_CHECKING:
    from .models import NewsPage


def attachments_of(page: NewsPage) -> list[Attachment]:
    """The item's attachments in the editor's order, without those in a restricted collection."""
    rows = page.attachments.select_related("document__collection")
    return public_attachments((row.document, row.title) for row in rows)
