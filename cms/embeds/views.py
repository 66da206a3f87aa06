"""The script, and the colour of a frame."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from . import colours, script
from .serving import SCRIPT, STYLE, cacheable, for_every_origin

# A mended script reaches every commune's site within the hour; while the server is
# away, the one that a browser has goes on for a week.
STABLE = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800"
IMMUTABLE = "public, max-age=31536000, immutable"


@require_safe
def stable_script(request: HttpRequest) -> HttpResponse:
    """The script under the address that never changes: always its latest version."""
    return for_every_origin(cacheable(request, script.current().body, SCRIPT), STABLE)


@require_safe
def pinned_script(request: HttpRequest, digest: str) -> HttpResponse:
    """One version of the script for ever, for pages that name its `integrity`."""
    found = script.pinned(digest)
    if found is None:
        raise Http404
    return for_every_origin(cacheable(request, found.body, SCRIPT), IMMUTABLE)


@require_safe
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """The style sheet of a frame in a colour that its page chose; nothing inline is allowed."""
    body = colours.style_of(f"#{colour.lower()}").encode()
    return for_every_origin(cacheable(request, body, STYLE), IMMUTABLE)
