"""The feeds' addresses, and the page that tells people of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from cms.api.collections import collections, schemes_of
from cms.api.conditional import Validator, not_modified, respond
from cms.api.problems import Problem
from cms.api.state import state_at, validator_of
from cms.api.views import ReadView
from cms.publishing.models import EntryLabel
from cms.publishing.representation import Kind
from cms.syndication.websub import topics

from . import catalogue
from .feed import Feed
from .finding import Found, find
from .items import item_of, name_of
from .jsonfeed import json_feed
from .markup import xml_text
from .names import ALL
from .xmlfeeds import atom, rss

# A log in which nothing ever happened has a date too: Atom asks for one.
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a feed, and its media type."""

    label: str
    media_type: str
    write: Callable[[Feed], bytes]


FORMATS = {
    "rss": Format("RSS", "application/rss+xml; charset=utf-8", rss),
    "atom": Format("Atom", "application/atom+xml; charset=utf-8", atom),
    "json": Format("JSON Feed", "application/feed+json; charset=utf-8", json_feed),
}


class _AsAddressed(BaseContentNegotiation):
    """The address says the format; readers' Accept headers say all sorts of things."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


@extend_schema(exclude=True)
class FeedView(ReadView):
    """One kind's items (or every kind's), newest first, as RSS, Atom or JSON Feed."""

    content_negotiation_class = _AsAddressed

    def get(self, request: Request, name: str, form: str) -> HttpResponse:
        kind = collections().get(name)
        if kind is None and name != ALL:
            raise Problem("not-found")
        now = timezone.now()
        validator = validator_of(state_at(now), request.build_absolute_uri())
        # An index is a little behind the log: there the body alone tells what changed.
        searched = "q" in request.query_params
        unchanged = None if searched else not_modified(request, validator)
        if unchanged:
            return unchanged
        found = find(kind, request.query_params, now)
        feed = _feed(request, kind, found, validator.modified or BEGINNING)
        body = FORMATS[form].write(feed)
        if searched:
            validator = Validator.of(body)
            unchanged = not_modified(request, validator)
        response = unchanged or respond(request, body, validator, FORMATS[form].media_type)
        if feed.hub:
            response.headers["Link"] = f'<{feed.hub}>; rel="hub", <{feed.url}>; rel="self"'
        return response


def _feed(request: Request, kind: Kind | None, found: Found, updated_at: datetime) -> Feed:
    asked = request.query_params.dict()
    first = {name: value for name, value in asked.items() if name not in ("cursor", "page")}
    author = settings.WAGTAIL_SITE_NAME
    hub = settings.FEEDS["WEBSUB_HUB"] if _is_topic(kind, asked) else ""
    with translation.override("vi"):
        title = _title(kind, asked, found)
        items = tuple(item_of(one, found.texts.get(one["id"], ())) for one in found.payloads)
        description = gettext("%(title)s: what %(agency)s publishes, corrects and withdraws.")
    return Feed(
        title=f"{title} – {author}",
        description=description % {"title": title, "agency": author},
        home=_home(request, kind, asked),
        # The hub is told of a topic by the portal's own address, whatever name it was asked by.
        url=_topic(request, asked) if hub else request.build_absolute_uri(),
        first=_address(request, first),
        next=_address(request, {**first, **found.next}) if found.next else "",
        previous=_address(request, {**first, **found.previous}) if found.previous else "",
        updated_at=updated_at,
        author=author,
        hub=hub,
        ttl=settings.FEEDS["TTL_MINUTES"],
        items=items,
    )


def _is_topic(kind: Kind | None, asked: Mapping[str, str]) -> bool:
    return topics.is_topic(asked, schemes_of(kind) if kind else EntryLabel.Scheme.values)


def _topic(request: Request, asked: Mapping[str, str]) -> str:
    return topics.address(f"{settings.PORTAL_URL}{request.path}", urlencode(asked))


def _title(kind: Kind | None, asked: Mapping[str, str], found: Found) -> str:
    label = str(kind.label) if kind else gettext("Everything new")
    words = [xml_text(asked["q"])] if asked.get("q") else []
    schemes = ("topic", "unit", *(kind.labels if kind else ()))
    names = [name_of(asked[one], found.payloads) for one in schemes if one in asked]
    return " · ".join([label, *map(xml_text, names), *(f"“{one}”" for one in words)])


def _home(request: Request, kind: Kind | None, asked: Mapping[str, str]) -> str:
    """The page on which people read what the feed gives."""
    if not asked.get("q"):
        return request.build_absolute_uri("/")
    query = {"q": asked["q"], **({"kind": kind.name} if kind else {})}
    return request.build_absolute_uri(f"{reverse('search:search')}?{urlencode(query)}")


def _address(request: Request, query: Mapping[str, str]) -> str:
    path = f"{request.path}?{urlencode(query)}" if query else request.path
    return str(request.build_absolute_uri(path))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every feed there is, for people."""
    context = {
        "groups": catalogue.groups(),
        "formats": FORMATS,
        "hub": settings.FEEDS["WEBSUB_HUB"],
    }
    return render(request, "syndication/feeds/index.html", context)
