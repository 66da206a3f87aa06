"""Files that come with an item, as everyone may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from .privacy import public_only


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document to download; `size` in bytes, `sha1` in hexadecimal digits."""

    title: str
    url: str
    filename: str
    size: int
    type: str
    sha1: str

    def as_json(self, base_url: str) -> dict[str, Any]:
        return {
            "title": self.title,
            "url": base_url + self.url,
            "filename": self.filename,
            "size": self.size,
            "type": self.type,
            "sha1": self.sha1,
        }

    @property
    def extension(self) -> str:
        """What readers call the file's type: `PDF`. Empty for a name without an ending."""
        return PurePosixPath(self.filename).suffix.removeprefix(".").upper()

    @property
    def is_audio(self) -> bool:
        return self.type.startswith("audio/")

    @property
    def is_video(self) -> bool:
        return self.type.startswith("video/")


def public_attachments(files: Iterable[tuple[Any, str]]) -> list[Attachment]:
    """Of these documents, each with its title here, those in no restricted collection.

    An empty title is the document's own. One query, if the collections are loaded.
    """
    files = list(files)
    public = {document.pk for document in public_only([document for document, _ in files])}
    return [
        Attachment(
            title=title or document.title,
            url=document.url,
            filename=document.filename,
            size=document.get_file_size() or 0,
            type=document.content_type,
            sha1=document.get_file_hash(),
        )
        for document, title in files
        if document.pk in public
    ]
