"""oEmbed (https://oembed.com): another's editor pastes an address of ours and gets a card.

It knows public items by their addresses, and nothing else: whatever is not public is as
unknown as what never was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.publishing.models import Entry

from .items import POLL, item_at
from .serving import cacheable

WIDTH, HEIGHT = 600, 240
# A ballot has rows of options.
POLL_HEIGHT = 480
CACHE_SECONDS = 600
JSON, XML = "application/json; charset=utf-8", "text/xml; charset=utf-8"


@require_safe
def provide(request: HttpRequest) -> HttpResponse:
    """The answer of section 2.3 for `?url=`: 404 for what is no item of ours, 501 for a format
    other than `json` and `xml`."""
    form = request.GET.get("format", "json").lower()
    if form not in {"json", "xml"}:
        return _refusal(501, "This provider answers in the formats json and xml.")
    address = request.GET.get("url", "")
    if not address:
        return _refusal(400, "Say in “url” which address is asked about.")
    try:
        widest, highest = (_size(request, name) for name in ("maxwidth", "maxheight"))
    except ValueError:
        return _refusal(400, "“maxwidth” and “maxheight” are whole numbers of pixels.")
    entry = item_at(address, timezone.now(), request.get_host())
    if entry is None:
        return _refusal(404, "No public page of this site has that address.")
    answer = _answer(request, entry, widest, highest)
    body = orjson.dumps(answer) if form == "json" else _xml(answer)
    response = cacheable(request, body, JSON if form == "json" else XML)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _refusal(status: int, why: str) -> HttpResponse:
    response = HttpResponse(why, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _size(request: HttpRequest, name: str) -> int | None:
    """Raises `ValueError`."""
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise ValueError(name)
    return max(int(given), 1)


def _answer(
    request: HttpRequest, entry: Entry, widest: int | None, highest: int | None
) -> Mapping[str, Any]:
    is_poll = entry.kind == POLL
    width = min(WIDTH, widest or WIDTH)
    height = min(POLL_HEIGHT if is_poll else HEIGHT, highest or POLL_HEIGHT)
    frame = reverse("embeds:poll" if is_poll else "embeds:item", args=[entry.id])
    home = request.build_absolute_uri("/")
    return {
        "version": "1.0",
        "type": "rich",
        "title": entry.title,
        "provider_name": str(settings.WAGTAIL_SITE_NAME),
        "provider_url": home,
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": frame_html(request.build_absolute_uri(frame), entry.title, width, height),
    }


def frame_html(address: str, title: str, width: int | str, height: int) -> str:
    """The `<iframe>` that shows a frame of ours."""
    return (
        f"<iframe src={quoteattr(address)} title={quoteattr(title)}"
        f' width="{width}" height="{height}" loading="lazy" frameborder="0"></iframe>'
    )


def _xml(answer: Mapping[str, Any]) -> bytes:
    rows = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in answer.items())
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'
    return f"{head}<oembed>{rows}</oembed>".encode()
