"""Public items that may stand as a card in others' pages, by id and by address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from cms.publishing.models import Entry
from cms.publishing.representation import Kind
from cms.publishing.sources import kinds

LONGEST_ADDRESS = 2000
# A poll is not read but answered: it has a frame of its own.
POLL = "poll"


def embeddable() -> dict[str, Kind]:
    """The kinds whose items are pages that people read: not what items are filed under."""
    return {name: kind for name, kind in kinds().items() if kind.searchable or name == POLL}


def item_of(id: UUID, now: datetime) -> Entry | None:
    """The item with this id, if everyone may read it at `now`. One query."""
    return Entry.objects.public(now).filter(pk=id, kind__in=embeddable()).first()


def item_at(address: str, now: datetime) -> Entry | None:
    """The item whose page has this address, if everyone may read it at `now`. One query."""
    spellings = list(_spellings(address))
    if not spellings:
        return None
    found = Entry.objects.public(now).filter(url__in=spellings, kind__in=embeddable())
    return found.first()


def _spellings(address: str) -> Iterable[str]:
    """How the log may have written it: without query and fragment, with a slash at its end."""
    if len(address) > LONGEST_ADDRESS or "\x00" in address:
        return
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    for scheme in ("https", "http"):
        if parts.scheme in {"http", "https"} and parts.netloc:
            yield urlunsplit((scheme, parts.netloc.lower(), path, "", ""))
