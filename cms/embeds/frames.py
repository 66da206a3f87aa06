"""The widgets as pages for an `<iframe>`: whole without JavaScript, without cookies."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import choices, inside, polls
from .choices import Choice
from .inside import Answer
from .items import embeddable, item_of
from .serving import PAGE, cacheable, frameable, never_stored

LONGEST_TEXT = 200
_NEWS_FIELDS = "title,url,lead,language,published_at,cover"
_DOCUMENT_FIELDS = "title,url,language,number,type,issued_on,validity"


@require_safe
def frame(request: HttpRequest, widget: str) -> HttpResponse:
    """One of the widgets that only show, by the parameters of its address."""
    choice = choices.read(widget, request.GET.dict())
    with translation.override(choice.language):
        answer, context = _SHOWN[widget](request, choice)
        page = _page(choice, context, answer)
    response = _leaving(request, page, answer)
    # The counter's frame says on whose page it stands.
    return never_stored(response) if widget == "visits" else response


def _news(request: HttpRequest, choice: Choice) -> tuple[Answer, dict[str, Any]]:
    wanted = {**choice.filters, "page_size": choice.count, "fields": _NEWS_FIELDS}
    answer = inside.get(request, "news/", wanted)
    more = {"kind": "news", **_given(choice.filters), "sort": "date"}
    return answer, {"items": _results(answer), "more": urlencode(more)}


def _documents(request: HttpRequest, choice: Choice) -> tuple[Answer, dict[str, Any]]:
    wanted = {**choice.filters, "page_size": choice.count, "fields": _DOCUMENT_FIELDS}
    answer = inside.get(request, "documents/", wanted)
    more = {"kind": "document", **_given(choice.filters), "sort": "date"}
    return answer, {"items": _results(answer), "more": urlencode(more)}


def _search(request: HttpRequest, choice: Choice) -> tuple[Answer, dict[str, Any]]:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT]
    kind = "" if choice.kind == "all" else choice.kind
    asked = {"q": text, "kind": kind, **_given(choice.filters)}
    if not text:
        return Answer(200), {"text": "", "items": None}
    answer = inside.get(request, "search/", {**asked, "page_size": choice.count})
    found = answer.data if answer.good else {}
    return answer, {
        "text": text,
        "items": _results(answer),
        "total": found.get("total", 0),
        "more": urlencode(_given(asked)),
    }


def _visits(request: HttpRequest, choice: Choice) -> tuple[Answer, dict[str, Any]]:
    answer = inside.get(request, "visits/")
    figures = answer.data if answer.good else None
    return answer, {"figures": figures, "site": _site_around(request)}


def _site_around(request: HttpRequest) -> str:
    """The host of the page that shows the frame, as far as browsers tell; empty for our own."""
    try:
        host = urlsplit(request.headers.get("Referer", "")).netloc
    except ValueError:
        return ""
    return host if host != request.get_host() else ""


_SHOWN: Mapping[str, Callable[[HttpRequest, Choice], tuple[Answer, dict[str, Any]]]] = {
    "news": _news,
    "documents": _documents,
    "search": _search,
    "visits": _visits,
}


def _results(answer: Answer) -> list[Any]:
    return answer.data["results"] if answer.good else []


def _given(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


@csrf_exempt
def poll(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """A poll, and the vote that its form sends.

    Nothing here stands on a cookie, so there is nothing that another page could forge in
    a visitor's name: hence no CSRF token, which would need one.
    """
    given = {**request.GET.dict(), **({"poll": str(id)} if id else {})}
    choice = choices.read("poll", given)
    with translation.override(choice.language):
        answer = polls.voted if request.method == "POST" else polls.asked
        shown = answer(request, choice)
        page = _page(choice, {**shown.context, "key": secrets.token_hex(16)}, shown.answer)
    # Each ballot has a key of its own: sent twice, by an impatient thumb, it counts once.
    return never_stored(_leaving(request, page, shown.answer))


@require_safe
def item(request: HttpRequest, id: UUID) -> HttpResponse:
    """A card of one public item: what others see of it where they name its address."""
    entry = item_of(id, timezone.now())
    if entry is None:
        raise Http404
    choice = choices.read("item", request.GET.dict())
    shown = orjson.loads(entry.payload)
    context = {"item": shown, "label": embeddable()[entry.kind].label}
    page = _page(choice, context, Answer(200))
    return _leaving(request, page, Answer(200))


def _page(choice: Choice, context: Mapping[str, Any], answer: Answer) -> str:
    return render_to_string(
        f"embeds/frames/{choice.widget}.html",
        {
            "api": reverse("api:root"),
            "choice": choice,
            "hidden": choice.attributes,
            "accent": choice.accent.removeprefix("#"),
            "failed": not answer.good,
            "retry_after": answer.retry_after,
            **context,
        },
    )


def _leaving(request: HttpRequest, page: str, answer: Answer) -> HttpResponse:
    if answer.good:
        return frameable(cacheable(request, page.encode(), PAGE))
    response = HttpResponse(page, status=answer.status)
    if answer.retry_after:
        response.headers["Retry-After"] = answer.retry_after
    return never_stored(frameable(response))
