"""The search page. It works without scripts: every filter is a link, every form a GET."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .address import address_of, encoded
from .counting import count_asked, count_clicked, is_kept
from .explaining import explain, may_explain
from .listing import (
    asked_about,
    chosen_of,
    day_in_form,
    filters_of,
    hidden_fields,
    page_of,
    relaxed_of,
    rows_of,
    shorter_of,
)
from .query import LONGEST_TEXT, SORTS, BadQuery, Query, parse, readers
from .schemes import facets
from .service import RETRY_AFTER, Answer, SearchUnavailable, answer
from .suggestion import without_diacritics

logger = logging.getLogger(__name__)

TEMPLATE = "search/search.html"
# Of what is wrong with an address, as much as anyone would read.
MOST_ERRORS = 10

PARAMETERS: dict[str, str | Promise] = {
    "q": _("Search words"),
    "valid_on": _("In force on"),
    "published_after": _("From day"),
    "published_before": _("Before"),
    "sort": _("Order"),
    "page": _("Page"),
    "page_size": _("Results on a page"),
    "within": _("Within one document"),
    "like": _("Similar documents"),
}
ORDERS: dict[str, str | Promise] = {
    "relevance": _("Best match"),
    "date": _("Newest"),
    "number": _("Document number"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answers `?q=`: 400 where a parameter makes no sense, 503 while nothing can be searched."""
    try:
        query = parse(_known(request.GET))
    except BadQuery as bad:
        return render(request, TEMPLATE, _error_context(request, bad), status=400)
    context = _form_context(query)
    if not query.text and not query.filtered and not query.about_one:
        return render(request, TEMPLATE, context)
    now = timezone.now()
    try:
        context |= _answered(request, query, now)
    except SearchUnavailable:
        logger.exception("No index can answer the search page.")
        context["unavailable"] = True
        response = render(request, TEMPLATE, context, status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, TEMPLATE, context)


@csrf_exempt
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Counts that a result of `?q=` was opened. Browsers send this beside following the link.

    It changes nothing but a number, for a query that was asked today; so it needs no token.
    """
    text = request.GET.get("q", "")
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and is_kept(text):
        count_clicked(text, timezone.now())
    return HttpResponse(status=204)


def _known(parameters: QueryDict) -> QueryDict:
    """Without what others append to links that people share."""
    known = QueryDict(mutable=True)
    for name in parameters:
        if name in readers():
            known.setlist(name, parameters.getlist(name))
    return known


def _answered(request: HttpRequest, query: Query, now: datetime) -> dict[str, Any]:
    found = answer(query, now)
    staff = may_explain(request.user)
    if query.for_words_alone and request.method == "GET" and not staff:
        count_asked(query.text, found=bool(found.total or found.promoted), now=now)
    explanation = None
    if staff and request.GET.get("explain") == "1":
        explanation = explain(query, [hit.entry.id for hit in found.hits], now)
    return {
        **_answer_context(query, found),
        "rows": rows_of(query, found, explanation),
        "explain_url": address_of(query, page=query.page) + "&explain=1" if staff else "",
        "explanation": explanation,
        "asked_about": asked_about(explanation) if explanation else None,
        "ping_url": "" if staff else _ping_url(query),
        "today": timezone.localdate(now),
    }


def _followed(query: Query, found: Answer) -> Query:
    """What someone hears of who follows this search: a saved one corrects no typing error."""
    meant = found.suggestion if found.forgiven and found.suggestion else query.text
    return replace(query, text=meant, page=1)


def _ping_url(query: Query) -> str:
    """Where to tell that a result was opened; nowhere for what is not counted when asked."""
    if not is_kept(query.text):
        return ""
    return f"{reverse('search:clicked')}?{urlencode({'q': query.text})}"


def _form_context(query: Query) -> dict[str, Any]:
    return {
        "text": query.text,
        "longest_text": LONGEST_TEXT,
        "published_after": day_in_form(query.published_after),
        "published_before": day_in_form(query.published_before),
        "valid_on": query.valid_on.isoformat() if query.valid_on else "",
        "hidden_in_period": hidden_fields(query, "published_after", "published_before"),
        "hidden_in_validity": hidden_fields(query, "valid_on"),
    }


def _error_context(request: HttpRequest, bad: BadQuery) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    called = {**facets(), **PARAMETERS}
    errors = [(called[name], messages) for name, messages in bad.errors.items()]
    return {**_form_context(Query(text)), "errors": errors[:MOST_ERRORS]}


def _answer_context(query: Query, found: Answer) -> dict[str, Any]:
    return {
        "answer": found,
        "query": encoded(replace(query, page=1)),
        "followed": encoded(_followed(query, found)),
        "about_one": query.about_one,
        "within": query.within,
        "like": query.like,
        "filters": [] if query.within else filters_of(query, found),
        "chosen": chosen_of(query, found),
        "relaxed": relaxed_of(found),
        "shorter": shorter_of(found),
        "filtered": query.filtered,
        "without_filters": address_of(query.unfiltered),
        "whole_search": address_of(Query(query.text)),
        "suggestion_url": found.suggestion and address_of(query, text=found.suggestion),
        # Nobody means words without their diacritics: it is a wider search.
        "bare_suggestion": found.suggestion == without_diacritics(query.text),
        "in_force_url": address_of(query, valid_on=timezone.localdate()),
        "first_page": address_of(query),
        "orders": [
            (label, address_of(query, sort=order), order == query.sort)
            for order, label in ORDERS.items()
            if order in SORTS
        ],
        "pages": page_of(query, found),
    }
