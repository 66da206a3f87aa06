"""The sitemap: every page that everyone may read now, in files of a few thousand."""

from __future__ import annotations

from django.contrib.sitemaps import views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
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
    return views.index(
        request, {"pages": PageSitemap(request)}, sitemap_url_name="portal:sitemap_section"
    )


def section(request: HttpRequest, section: str) -> HttpResponse:
    """One file of the sitemap; `?p=2` is its second."""
    return views.sitemap(request, {"pages": PageSitemap(request)}, section=section)
