"""What stands at a path: known only to Wagtail's tree and to the log.

A path at which nothing public stands is counted as none: anyone may send a beacon, and
nobody shall write into the statistics what they like.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page, Site

from cms.publishing.models import Entry
from cms.publishing.representation import source_label
from cms.publishing.visibility import public_pages

from .addresses import is_of_a_view

# Seconds for which a process remembers what it found, and of how many paths.
SECONDS_KEPT = 60.0
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Target:
    """A page of the site: its path, and the id of the Entry that it shows, if it is one's own."""

    path: str
    item: str = ""

    @property
    def section(self) -> str:
        """The first step of the path: `tin-tuc`; `/` for the home page, empty for no page."""
        return self.path.strip("/").partition("/")[0] or self.path


_kept: dict[str, tuple[float, Target]] = {}


def targets_of(paths: Collection[str]) -> dict[str, Target]:
    """For each path what stands there. Four queries at most, however many there are."""
    now = time.monotonic()
    unknown = {path for path in paths if _kept.get(path, (0.0,))[0] < now}
    found = _look_up(unknown - {""})
    if len(_kept) > MOST_KEPT:
        forget()
    _kept.update((path, (now + SECONDS_KEPT, found.get(path, Target("")))) for path in unknown)
    return {path: found.get(path) or _kept[path][1] for path in paths}


def forget() -> None:
    _kept.clear()


def _look_up(paths: set[str]) -> dict[str, Target]:
    found = {path: Target(path) for path in paths if is_of_a_view(path)}
    found |= _pages_at(paths - found.keys())
    # Those of snippets stand on pages of their own.
    without = [path for path in paths if path not in found or not found[path].item]
    return found | _items_at(without)


def _pages_at(paths: set[str]) -> dict[str, Target]:
    """Live pages of the tree, with the item that they show."""
    if not paths:
        return {}
    roots = Site.objects.values_list("root_page__url_path", flat=True)
    places = {f"{root.rstrip('/')}{path}": path for root in roots for path in paths}
    pages = Page.objects.filter(public_pages(timezone.now()), url_path__in=places)
    keys = {key: places[place] for place, key in pages.values_list("url_path", "pk")}
    label = source_label(Page)
    sources = {f"{label}:{key}": path for key, path in keys.items()}
    entries = Entry.objects.filter(source__in=sources).values_list("source", "pk")
    items = {sources[source]: str(key) for source, key in entries}
    return {path: Target(path, items.get(path, "")) for path in keys.values()}


def _items_at(paths: Collection[str]) -> dict[str, Target]:
    """Public items by the path of their own address."""
    if not paths:
        return {}
    addresses = {f"{site.root_url}{path}": path for site in Site.objects.all() for path in paths}
    rows = Entry.objects.public().filter(url__in=addresses).values_list("url", "pk")
    return {addresses[url]: Target(addresses[url], str(key)) for url, key in rows}
