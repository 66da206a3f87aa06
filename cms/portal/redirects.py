"""From an address that a page had to the one that it has: only while everyone may read the page.

Wagtail's own middleware leads on to any page, and so tells the new address, which is made of
the title, of one that has been withdrawn or moved out of sight.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlparse

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils import timezone
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.publishing.visibility import is_page_public


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead on what would not be found."""

    def lead_on(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404:
            return response
        found = _redirect_for(request)
        if found is None or found.link is None or not _may_be_told(found):
            return response
        kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        return kind(found.link)

    return lead_on


def _redirect_for(request: HttpRequest) -> Redirect | None:
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return get_redirect(request, path) or get_redirect(request, urlparse(path).path)


def _may_be_told(found: Redirect) -> bool:
    page = found.redirect_page
    return page is None or is_page_public(page, timezone.now())
