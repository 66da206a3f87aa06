"""Pages about news that are no Wagtail pages: an author's profile, the sitemap of the newest."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .models import Author, NewsPage

# News aggregators read what is new; older items are in the general sitemap.
SITEMAP_DAYS = 2
SITEMAP_LIMIT = 1000


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author's profile, with what they signed."""
    person = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    items = NewsPage.objects.readable(timezone.now()).filter(author=person)
    context = {"author": person, "items": Paginator(items, 12).get_page(request.GET.get("page"))}
    return render(request, "news/author.html", context)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The news of the last two days, as the news sitemap protocol has it."""
    now = timezone.now()
    site = Site.find_for_request(request)
    items = (
        NewsPage.objects.readable(now, below=site.root_page) if site else NewsPage.objects.none()
    )
    recent = items.filter(date__gte=now - timedelta(days=SITEMAP_DAYS))[:SITEMAP_LIMIT]
    return render(
        request,
        "news/sitemap.xml",
        {"items": recent, "name": site.site_name if site else ""},
        content_type="application/xml",
    )
