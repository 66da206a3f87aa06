"""The sitemap: every page that everyone may read now, in files of a few thousand.

What has pages outside the tree, such as polls, adds a file of its own.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.sitemaps import views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cms.publishing.visibility import public_pages


class PageSitemap(Sitemap):
    """Pages of the site that the request is for. The clock decides, not only the `live` flag."""

    limit = 5000

    def items(self) -> QuerySet[Page]:
        below = self.get_wagtail_site().root_page.get_descendants(inclusive=True)
        return below.filter(public_pages(timezone.now())).public().order_by("path")

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, object]]:
        # The base rows say all that a sitemap needs; Wagtail would load each specific page.
        shown = self.paginator.page(page).object_list
        return [{"location": self.location(item), "lastmod": self.lastmod(item)} for item in shown]


def index(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's files."""
    return views.index(request, _parts(request), sitemap_url_name="portal:sitemap_section")


def section(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the sitemap; `?p=2` is its second."""
    return views.sitemap(request, _parts(request), section=section)


def _parts(request: HttpRequest) -> dict[str, Sitemap]:
    """The pages, and on the portal itself what other apps have (`settings.EXTRA_SITEMAPS`)."""
    parts: dict[str, Sitemap] = {"pages": PageSitemap(request)}
    if parts["pages"].get_wagtail_site().is_default_site:
        parts |= {name: import_string(one)() for name, one in settings.EXTRA_SITEMAPS.items()}
    return parts
