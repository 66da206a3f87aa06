"""What is public, decided in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TypeVar, cast

from django.db.models import Q
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from .representation import PublicSource

T = TypeVar("T")
_look: ContextVar[dict[str, object] | None] = ContextVar("look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it, what is closed to whom is read once and not again for each item.

    For the relay: what changes meanwhile leaves a mark, and what it bears on is derived again.
    """
    token = _look.set({})
    try:
        yield
    finally:
        _look.reset(token)


def _seen(name: str, read: Callable[[], T]) -> T:
    look = _look.get()
    if look is None:
        return read()
    if name not in look:
        look[name] = read()
    return cast(T, look[name])


def public_pages(at: datetime) -> Q:
    """The pages' own part of the rule, for querysets: live, and not expired by the clock.

    Wagtail leaves an expired page live until its scheduler has run. Ancestors'
    restrictions are not in here: add `.public()` to the queryset, or `unrestricted_pages()`.
    """
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=at))


def is_page_public(page: Page, at: datetime) -> bool:
    """Live, not expired, unrestricted up to the root, and below the root page of a site."""
    if not page.live or (page.expire_at is not None and page.expire_at <= at):
        return False
    if page.get_url_parts() is None:
        return False
    return not any(page.path.startswith(path) for path in restricted_paths())


def restricted_paths() -> tuple[str, ...]:
    """The places in the tree below which not everyone may read. One query."""
    rows = PageViewRestriction.objects.values_list("page__path", flat=True)
    return _seen("paths", lambda: tuple(rows))


def unrestricted_pages() -> Q:
    """What Wagtail's `.public()` asks of a page. One query; in `one_look`, one for all."""
    below = Q(pk__in=())
    for path in restricted_paths():
        below |= Q(path__startswith=path)
    return ~below


def closed_collections() -> frozenset[int]:
    """The collections whose images and documents not everyone may see. One or two queries."""
    return _seen("collections", _closed_collections)


def _closed_collections() -> frozenset[int]:
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    below = Q(pk__in=())
    for path in paths:
        below |= Q(path__startswith=path)
    return frozenset(Collection.objects.filter(below).values_list("pk", flat=True))


class PublicPage(PublicSource):
    """Mixin for a page type whose pages are public items."""

    def is_public(self, at: datetime) -> bool:
        return is_page_public(self, at)


def forget_cached_roots() -> None:
    """Make the next address be built from the Site rows as they are now.

    Wagtail keeps the sites' root paths in the shared cache for an hour and clears
    them by signal; a change that sent none would leave wrong addresses in the log.
    """
    Site.clear_site_root_paths_cache()
