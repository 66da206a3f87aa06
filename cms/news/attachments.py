"""The documents that come with an item, as everyone may see them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from cms.portal.privacy import public_only

if TYPE_CHECKING:
    from .models import NewsPage


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document to download; `size` in bytes, `sha1` in hexadecimal digits."""

    title: str
    url: str
    filename: str
    size: int
    type: str
    sha1: str

    @property
    def extension(self) -> str:
        """What readers call the file's type: `PDF`. Empty for a name without an ending."""
        return PurePosixPath(self.filename).suffix.removeprefix(".").upper()

    def as_json(self, base_url: str) -> dict[str, Any]:
        return {
            "title": self.title,
            "url": base_url + self.url,
            "filename": self.filename,
            "size": self.size,
            "type": self.type,
            "sha1": self.sha1,
        }


def attachments_of(page: NewsPage) -> list[Attachment]:
    """The item's attachments in the editor's order, without those in a restricted collection."""
    rows = page.attachments.select_related("document__collection")
    public = {document.pk for document in public_only([row.document for row in rows])}
    return [
        Attachment(
            title=row.title or row.document.title,
            url=row.document.url,
            filename=row.document.filename,
            size=row.document.get_file_size() or 0,
            type=row.document.content_type,
            sha1=row.document.get_file_hash(),
        )
        for row in rows
        if row.document.pk in public
    ]
