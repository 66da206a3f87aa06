"""The search page. It works without scripts: every filter is a link, every form a GET."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .address import address_of, encoded
from .listing import day_in_form, filters_of, hidden_fields, page_of, rows_of
from .query import LONGEST_TEXT, BadQuery, Query, parse, readers
from .schemes import facets
from .service import Answer, SearchUnavailable, answer

logger = logging.getLogger(__name__)

TEMPLATE = "search/search.html"
# Seconds after which to try again when no index can answer.
RETRY_AFTER = 30

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


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answers `?q=`: 400 where a parameter makes no sense, 503 while nothing can be searched."""
    try:
        query = parse(_known(request.GET))
    except BadQuery as bad:
        return render(request, TEMPLATE, _error_context(request, bad), status=400)
    context = _form_context(query)
    if not query.text and not query.filtered:
        return render(request, TEMPLATE, context)
    try:
        found = answer(query)
    except SearchUnavailable:
        logger.exception("No index can answer the search page.")
        context["unavailable"] = True
        response = render(request, TEMPLATE, context, status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    return render(request, TEMPLATE, {**context, **_answer_context(query, found)})


def _known(parameters: QueryDict) -> QueryDict:
    """Without what others append to links that people share."""
    known = QueryDict(mutable=True)
    for name in parameters:
        if name in readers():
            known.setlist(name, parameters.getlist(name))
    return known


def _form_context(query: Query) -> dict[str, Any]:
    return {
        "text": query.text,
        "longest_text": LONGEST_TEXT,
        "published_after": day_in_form(query.published_after),
        "published_before": day_in_form(query.published_before),
        "hidden_fields": hidden_fields(query),
    }


def _error_context(request: HttpRequest, bad: BadQuery) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:LONGEST_TEXT]
    called = {**facets(), **PARAMETERS}
    errors = [(called[name], messages) for name, messages in bad.errors.items()]
    return {**_form_context(Query(text)), "errors": errors}


def _answer_context(query: Query, found: Answer) -> dict[str, Any]:
    return {
        "answer": found,
        "rows": rows_of(found),
        "filters": filters_of(query, found),
        "filtered": query.filtered,
        "without_filters": address_of(Query(query.text, sort=query.sort)),
        "suggestion_url": found.suggestion and address_of(query, text=found.suggestion),
        "first_page": address_of(query),
        "by_date": query.sort == "date",
        "by_relevance_url": address_of(query, sort="relevance"),
        "by_date_url": address_of(query, sort="date"),
        "pages": page_of(query, found),
        "query": encoded(replace(query, page=1)),
    }
