"""Public items that may stand as a card in others' pages, by id and by address."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http.request import validate_host
from wagtail.models import Site

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


def item_at(address: str, now: datetime, host: str) -> Entry | None:
    """The item whose page has this address, if everyone may read it at `now`.

    The log writes an item's address in one way. The site may be reached by other names
    (`www.`, an old domain): under each of them, and under `host`, by which we are asked,
    the same page stands.
    """
    spellings = _spellings(address, host)
    rows = Entry.objects.public(now).filter(url__in=spellings, kind__in=embeddable())
    found = {entry.url: entry for entry in rows} if spellings else {}
    return next((found[one] for one in spellings if one in found), None)


def _spellings(address: str, host: str) -> list[str]:
    """How the log may have written it: without query and fragment, with a slash at its end.

    The first that is found is meant: a page of the site that was named before another's.
    """
    if len(address) > LONGEST_ADDRESS or "\x00" in address:
        return []
    try:
        parts = urlsplit(address.strip())
        named = parts.hostname
    except ValueError:
        return []
    if parts.scheme not in {"http", "https"} or not named:
        return []
    place = parts.netloc.lower()
    homes = [f"https://{place}", f"http://{place}"]
    if place == host.lower() or _is_ours(named):
        homes += [settings.PORTAL_URL, *_default_home()]
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return [f"{home}{path}" for home in homes]


def _is_ours(named: str) -> bool:
    """Whether it is a name of this installation, be it one under which nothing is written."""
    # A wildcard for every host says nothing about whose it is.
    known = [one for one in settings.ALLOWED_HOSTS if one != "*"]
    if named == urlsplit(settings.PORTAL_URL).hostname or validate_host(named, known):
        return True
    return Site.objects.filter(hostname=named).exists()


def _default_home() -> list[str]:
    return [site.root_url for site in Site.objects.filter(is_default_site=True)]
