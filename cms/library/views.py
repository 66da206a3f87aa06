"""Views of the library that are no Wagtail pages: a provision to show beside its citation, and
who cites a document."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from blocks.body import body_sections

from .filters import PAGE_SIZE, rows_of
from .introduction import linked
from .item import citing_documents
from .linking import links_of
from .models import DocumentPage
from .provisions import citation_of, name_in_citations
from .reading import read
from .relations import term_of
from .rendering import Renderer
from .states import label_of, state_of
from .validity import term_of_provision

# The law may change any minute, and a mediator opens the same article all day.
FRESH_FOR = "public, max-age=60"


@require_safe
def provision(request: HttpRequest, key: int, anchor: str = "") -> HttpResponse:
    """A provision of a public document, alone: what is shown beside a citation of it.

    Without an anchor, what the document is about.
    """
    now = timezone.now()
    page = _public(key)
    term = term_of_provision(term_of(page, now), anchor)
    state = state_of(page, term, timezone.localdate(now))
    title, html = _said(page, anchor)
    context = {"title": title, "html": html, "validity": label_of(state) if state else None}
    response = render(request, "library/fragment.html", context)
    response.headers["Cache-Control"] = FRESH_FOR
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def citing(request: HttpRequest, key: int) -> HttpResponse:
    """Every public document that cites this one, or with `?dieu=` a provision of it."""
    now = timezone.now()
    page = _public(key)
    anchor = request.GET.get("dieu", "")
    found = read(page.text).find(anchor) if anchor else None
    if anchor and found is None:
        raise Http404
    documents = citing_documents(page, now, anchor)
    items = Paginator(documents, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "anchor": anchor,
        "label": found[1].label if found else "",
        "items": items,
        "rows": rows_of(list(items), now),
        "query": urlencode({"dieu": anchor}) if anchor else "",
    }
    return render(request, "library/citing.html", context)


def _public(key: int) -> DocumentPage:
    page = get_object_or_404(DocumentPage, pk=key)
    if not page.is_public(timezone.now()):
        raise Http404
    return page


def _said(page: DocumentPage, anchor: str) -> tuple[str, str]:
    """The title and the HTML of a provision. Raises `Http404` when there is no such one.

    Of a document whose text is not in the library, what it is about stands for each.
    """
    name = name_in_citations(page)
    reading = read(page.text)
    links = links_of(page, reading, timezone.now(), absolute=False, elsewhere=True)
    renderer = Renderer(reading, links)
    for section in body_sections(page.body):
        if section.passage.anchor == anchor:
            return f"{section.passage.heading}, {name}", linked(section.html, links)
    if not anchor or not reading.anchors:
        about = format_html("<p>{}</p>", page.summary) if page.summary else renderer.opening()
        return name, about
    found = reading.find(anchor)
    if found is None:
        raise Http404
    return citation_of(*found, name), renderer.provision(*found)
