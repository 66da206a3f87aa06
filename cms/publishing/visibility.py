"""What is public, decided in one place."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from .representation import PublicSource


def public_pages(at: datetime) -> Q:
    """The pages' own part of the rule, for querysets: live, and not expired by the clock.

    Wagtail leaves an expired page live until its scheduler has run. Ancestors'
    restrictions are not in here: add `.public()` to the queryset.
    """
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=at))


def is_page_public(page: Page, at: datetime) -> bool:
    """Live, not expired, unrestricted up to the root, and below the root page of a site."""
    if not page.live or (page.expire_at is not None and page.expire_at <= at):
        return False
    if page.get_url_parts() is None:
        return False
    return not restrictions_on(page).exists()


def restrictions_on(page: Page) -> QuerySet[PageViewRestriction]:
    """The view restrictions of the page and its ancestors, read from the database."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    return PageViewRestriction.objects.filter(page__path__in=paths)


def closed_collections() -> frozenset[int]:
    """The collections whose images and documents not everyone may see. One or two queries."""
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
