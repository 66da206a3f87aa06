"""The bulletins as everyone may read, print and hear them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import IO

from django.core.paginator import Paginator
from django.db import transaction
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.api.conditional import Validator, not_modified, respond

from . import bulletins, podcast
from .models import BroadcastBulletin

PER_PAGE = 30
CHUNK = 64 * 1024


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The bulletins, the latest first."""
    now = timezone.now()
    found = Paginator(bulletins.with_news(bulletins.published(now), now), PER_PAGE)
    context = {"bulletins": found.get_page(request.GET.get("page"))}
    return render(request, "broadcast/index.html", context)


@require_safe
def bulletin(request: HttpRequest, day: date) -> HttpResponse:
    """One bulletin: to read from the screen, to print, to hear."""
    now = timezone.now()
    found = _published(day)
    read = bulletins.as_read(found, now)
    context = {
        "bulletin": found,
        "read": read,
        "changed": bulletins.changed_since(found, read),
        "now": now,
        "audible": bool(bulletins.audible([found], now)),
    }
    return render(request, "broadcast/bulletin.html", context)


@transaction.non_atomic_requests
@require_safe
def text(request: HttpRequest, day: date) -> HttpResponse:
    """One bulletin as plain text, for whoever reads it out; 404 while there is nothing to read.

    What asks for it may be a machine that speaks: it must get no words but those to be said.
    """
    read = bulletins.as_read(_published(day), timezone.now())
    if not read.scripts:
        nothing = _("There is nothing to be read in this bulletin now.")
        return HttpResponse(nothing, status=404, content_type="text/plain; charset=utf-8")
    body = read.text.encode()
    validator = Validator.of(body)
    unchanged = not_modified(request, validator)
    return unchanged or respond(request, body, validator, "text/plain; charset=utf-8")


@transaction.non_atomic_requests
@require_safe
def recording(request: HttpRequest, day: date, ending: str = "") -> HttpResponseBase:
    """The recording of a bulletin, or the stretch of it that a player asks for (RFC 9110, 14)."""
    found = _published(day)
    is_it = (found.recording.name or "").endswith(ending)
    if not (is_it and bulletins.audible([found], timezone.now())):
        raise Http404
    # Whoever keeps it asks each time whether it may still be heard.
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "public, no-cache"}
    wanted = _stretch(request.headers.get("Range", ""), found.recording_size)
    if wanted is None:
        return FileResponse(
            found.recording.open("rb"), content_type=found.recording_type, headers=headers
        )
    first, last = wanted
    if first > last:
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{found.recording_size}"}
        )
    headers["Content-Range"] = f"bytes {first}-{last}/{found.recording_size}"
    headers["Content-Length"] = str(last - first + 1)
    return StreamingHttpResponse(
        _read(found.recording.open("rb"), first, last - first + 1),
        status=206,
        content_type=found.recording_type,
        headers=headers,
    )


def _stretch(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; `None` for all, or for what makes no sense."""
    match = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked.strip())
    if match is None or match[0] == "bytes=-":
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size - 1
    first = int(match[1])
    last = min(int(match[2]), size - 1) if match[2] else size - 1
    if match[2] and int(match[2]) < first:
        return None
    return (first, last) if first < size else (1, 0)


def _read(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


@transaction.non_atomic_requests
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The recordings as a podcast."""
    now = timezone.now()
    recorded = bulletins.published(now).exclude(recording="")[: podcast.EPISODES]
    heard = bulletins.audible(recorded, now)
    body = podcast.podcast(podcast.episodes_of(heard, request.build_absolute_uri), request)
    validator = Validator.of(body)
    unchanged = not_modified(request, validator)
    return unchanged or respond(request, body, validator, "application/rss+xml; charset=utf-8")


def _published(day: date) -> BroadcastBulletin:
    return get_object_or_404(bulletins.published(timezone.now()), date=day)
