"""A feed before it is written in one format or another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .items import FeedItem


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed (RFC 5005: a page of it).

    `home` is the page for people, `url` this document's address, `first`, `previous`
    and `next` those of other pages: `next` leads to older items. `ttl` in minutes.
    """

    title: str
    description: str
    home: str
    url: str
    first: str
    updated_at: datetime
    author: str
    language: str = "vi"
    next: str = ""
    previous: str = ""
    hub: str = ""
    ttl: int = 0
    items: tuple[FeedItem, ...] = ()

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The links of the document, by relation, beyond those to itself and its home."""
        pages = {"first": self.first, "previous": self.previous, "next": self.next}
        return tuple((rel, url) for rel, url in {**pages, "hub": self.hub}.items() if url)
