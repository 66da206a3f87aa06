"""A document or a set of the library as a PDF, at the address of its page followed by `in.pdf`."""

from __future__ import annotations

import logging

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.library.models import DocumentPage, DocumentSetPage
from cms.publishing.signals import file_served

from .document import Paper, PrintOptions
from .editions import Edition, edition_of
from .press import PressBusy, PressFailed, printed

logger = logging.getLogger(__name__)

# Seconds after which to ask again for an edition that could not be printed yet.
COME_BACK = 5


# A print takes seconds, and nothing of it is written to the database.
@transaction.non_atomic_requests
@require_safe
def print_out(request: HttpRequest, path: str) -> HttpResponseBase:
    """`?kho=` is `a4` or `a5`, `&chu=lon` has it in large print.

    404 where the page is not public, 400 for a form that is not known, 503 with
    `Retry-After` while the press is busy.
    """
    options = _options(request)
    if options is None:
        return render(request, "library/printing/forms.html", {"path": f"/{path}"}, status=400)
    edition = _edition(request, path, options)
    if edition is None:
        raise Http404
    etag, changed = f'"{edition.name}"', edition.changed_at
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    if unchanged is not None:
        return unchanged
    try:
        copy = printed(edition.name, edition.manuscript)
    except PressBusy:
        return _not_now(request, busy=True)
    except PressFailed:
        logger.exception("%s could not be printed.", edition.page)
        return _not_now(request, busy=False)
    file_served.send(Edition, request=request, entry=edition.entry)
    response = FileResponse(copy.open("rb"), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(edition)}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    # Whoever keeps it asks each time whether it is still public and still this version.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _options(request: HttpRequest) -> PrintOptions | None:
    letters = request.GET.get("chu", "")
    try:
        paper = Paper(request.GET.get("kho", Paper.A4))
    except ValueError:
        return None
    return PrintOptions(paper, letters == "lon") if letters in {"", "lon"} else None


def _edition(request: HttpRequest, path: str, options: PrintOptions) -> Edition | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    found = Page.objects.filter(url_path=f"{site.root_page.url_path}{path}").first()
    page = found.specific if found else None
    if not isinstance(page, DocumentPage | DocumentSetPage):
        return None
    return edition_of(page, options, site.site_name, timezone.now())


def _not_now(request: HttpRequest, *, busy: bool) -> HttpResponse:
    response = render(request, "library/printing/not_now.html", {"busy": busy}, status=503)
    response.headers["Cache-Control"] = "no-store"
    if busy:
        response.headers["Retry-After"] = response.headers["Refresh"] = str(COME_BACK)
    return response


def _file_name(edition: Edition) -> str:
    """For example `luat-hoa-giai-o-co-so-a5-chu-lon.pdf`."""
    form = f"{edition.options.paper}{'-chu-lon' if edition.options.large else ''}"
    return f"{slugify(edition.page.slug)}-{form}.pdf"
