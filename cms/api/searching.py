"""Search, as on the portal's own page, and suggestions while someone types."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import orjson
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cms.publishing.models import EntryPart
from search import explaining, service, suggesting
from search.address import encoded
from search.found import Found, FoundPassage
from search.query import BadQuery, Query, parse

from . import parameters
from .conditional import Validator, not_modified, respond
from .problems import Problem, Said, Text
from .views import ReadView

EXPLAIN = "explain"
# Of what is wrong with an address, as much as anyone would read.
MOST_ERRORS = 20


class SearchView(ReadView):
    """Full-text search, as on the portal's own page."""

    def get(self, request: Request) -> HttpResponse:
        query, explained = _query(request)
        now = timezone.now()
        try:
            found = service.answer(query, now)
            keys = [hit.entry.id for hit in found.hits]
            why = explaining.explain(query, keys, now) if explained else None
        except service.SearchUnavailable:
            raise unavailable() from None
        body = _body(request, query, found, why)
        validator = Validator.of(body)
        if why:
            return _for_one_person(respond(request, body, validator))
        return not_modified(request, validator) or respond(request, body, validator)


class SuggestView(ReadView):
    """What the words typed so far may become."""

    def get(self, request: Request) -> HttpResponse:
        asked = self.parameters(request, q=_typed)
        try:
            found = suggesting.suggestions(asked.get("q", ""), timezone.now())
        except service.SearchUnavailable:
            raise unavailable() from None
        body = orjson.dumps({"results": [_suggestion(request, one) for one in found]})
        validator = Validator.of(body)
        return not_modified(request, validator) or respond(request, body, validator)


def unavailable() -> Problem:
    """The problem that no engine can answer."""
    problem = Problem("search-unavailable")
    problem.headers["Retry-After"] = str(service.RETRY_AFTER)
    return problem


def _typed(text: str) -> str:
    if len(text) > suggesting.LONGEST_TEXT or "\x00" in text:
        raise parameters.Wrong(
            _("This is longer than %(most)s characters, or holds one that no text has."),
            most=suggesting.LONGEST_TEXT,
        )
    return text


def _suggestion(request: Request, one: suggesting.Suggestion) -> dict[str, str | None]:
    return {
        "type": "item" if one.kind else "query",
        "text": one.text,
        "kind": one.kind or None,
        "label": suggesting.label_of(one) or None,
        "url": one.url or _page_address(request, Query(one.text)),
    }


def _query(request: Request) -> tuple[Query, bool]:
    """What is asked, and whether the answer is to be explained. Raises `Problem`."""
    params = request.query_params.copy()
    explain = params.pop(EXPLAIN, [])
    errors: dict[str, list[Text | Said]] = {}
    if explain and explain != ["1"]:
        errors[EXPLAIN] = [Text(_("This is 1, given once, or left out."))]
    elif explain and not explaining.may_explain(get_user(request._request)):
        errors[EXPLAIN] = [Text(_("Only those who run the site, signed in to it, may ask this."))]
    try:
        query = parse(params)
    except BadQuery as bad:
        errors |= _in_both_languages(params, bad)
    if errors:
        raise Problem("invalid-parameters", dict(list(errors.items())[:MOST_ERRORS]))
    return query, bool(explain)


def parsed(params: Any) -> Query:
    """The query in an address's parameters. Raises `Problem`, in both languages."""
    try:
        return parse(params)
    except BadQuery as bad:
        raise Problem("invalid-parameters", _in_both_languages(params, bad)) from None


def _in_both_languages(params: Any, bad: BadQuery) -> dict[str, list[Text | Said]]:
    with translation.override("en"):
        try:
            parse(params)
            raise AssertionError("What is wrong in Vietnamese is wrong in English too.")
        except BadQuery as same:
            english = same.errors
    return {
        name: [Said(text, english[name][place]) for place, text in enumerate(texts)]
        for name, texts in bad.errors.items()
    }


def _for_one_person(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    del response.headers["ETag"]
    patch_vary_headers(response, ["Cookie"])
    return response


def _body(
    request: Request, query: Query, found: service.Answer, why: explaining.Explanation | None
) -> bytes:
    parts = _parts(found.hits)
    results = ",".join(_found(hit, parts, why) for hit in found.hits)
    rest = orjson.dumps(
        {
            "total": found.total,
            "facets": {
                name: [
                    {"value": one.value, "label": str(one.label), "count": one.count}
                    for one in values
                ]
                for name, values in found.facets.items()
            },
            "in_force": found.in_force,
            "promoted": [
                {"title": one.title, "url": one.url, "description": one.description}
                for one in found.promoted
            ],
            "suggestion": found.suggestion,
            "loosened": found.loosened,
            "forgiven": found.forgiven,
            "words": [{"text": one.text, "count": one.count} for one in found.words],
            "shorter": [
                {
                    "text": one.query.text,
                    "count": one.count,
                    "url": _address(request, encoded(one.query)),
                }
                for one in found.shorter
            ],
            "relaxations": [
                {
                    "parameter": one.parameter,
                    "count": one.count,
                    "url": _address(request, encoded(one.query)),
                }
                for one in found.relaxations
            ],
            "engine": found.engine,
            "degraded": found.degraded,
            "next": _with_page(request, query.page + 1) if query.page < found.pages else None,
            "previous": _with_page(request, query.page - 1) if query.page > 1 else None,
            **({"plan": explaining.plan_as_json(why)} if why else {}),
        }
    )
    return b'{"results":[' + results.encode() + b"]," + rest[1:]


Parts = dict[tuple[UUID, str], str]


def _parts(hits: Iterable[Found]) -> Parts:
    """The provisions in which the passages of all hits stand, as they stand alone. One query."""
    anchors = {one.anchor for hit in hits for one in hit.passages if one.anchor}
    if not anchors:
        return {}
    keys = [hit.entry.id for hit in hits]
    rows = EntryPart.objects.filter(entry__in=keys, anchor__in=anchors)
    return {
        (key, anchor): payload
        for key, anchor, payload in rows.values_list("entry_id", "anchor", "payload")
    }


def _found(hit: Found, parts: Parts, why: explaining.Explanation | None) -> str:
    passages = ",".join(_passage(hit, one, parts) for one in hit.passages)
    head = json.dumps(
        {"title": hit.title_html, "url": hit.url, "more": hit.more}, ensure_ascii=False
    )
    highlights = f'{head[:-1]},"passages":[{passages}]}}'
    explained = orjson.dumps(explaining.as_json(why, hit.entry.id)).decode() if why else ""
    explanation = f',"explanation":{explained}' if explained else ""
    return f'{hit.entry.summary[:-1]},"highlights":{highlights}{explanation}}}'


def _passage(hit: Found, one: FoundPassage, parts: Parts) -> str:
    # json and not orjson: safe strings are a subclass that orjson does not take.
    head = json.dumps(
        {
            "anchor": one.anchor,
            "heading": one.heading,
            "url": one.url_in(hit.entry.url),
            "html": one.html,
        },
        ensure_ascii=False,
    )
    return f'{head[:-1]},"part":{parts.get((hit.entry.id, one.anchor), "null")}}}'


def _with_page(request: Request, page: int) -> str:
    query = request.query_params.copy()
    query["page"] = str(page)
    return _address(request, query.urlencode())


def _address(request: HttpRequest, query: str) -> str:
    return f"{request.build_absolute_uri(request.path)}?{query}"


def _page_address(request: HttpRequest, query: Query) -> str:
    """Where the portal's own page answers the query."""
    return f"{request.build_absolute_uri(reverse('search:search'))}?{encoded(query)}"
