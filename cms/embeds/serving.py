"""How answers leave for others' pages: cacheable, conditional, compressed, for any origin."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.api.conditional import Validator, not_modified, respond

SCRIPT = "text/javascript; charset=utf-8"
STYLE = "text/css; charset=utf-8"
PAGE = "text/html; charset=utf-8"

_OWN = dict.fromkeys(("script-src", "style-src", "img-src", "connect-src", "form-action"), "'self'")
_NOTHING = dict.fromkeys(("default-src", "base-uri", "object-src"), "'none'")


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


# As strict as the portal's own, but that any page may show a frame inside it, and that
# the builder shows such a frame.
FRAME_POLICY = _policy({**_NOTHING, **_OWN, "frame-ancestors": "*"})
BUILDER_POLICY = _policy({**_NOTHING, **_OWN, "frame-src": "'self'", "frame-ancestors": "'none'"})


def cacheable(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """`body`, or the 304 of one who has it; cached for as long as an answer of the API."""
    validator = Validator.of(body)
    response = not_modified(request, validator) or respond(request, body, validator)
    response.headers["Content-Type"] = content_type
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def for_every_origin(response: HttpResponse, cache_control: str) -> HttpResponse:
    """What any page may load, under `integrity` and under COEP too."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Timing-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = cache_control
    return response


def frameable(response: HttpResponse) -> HttpResponse:
    """Lets any page show this one in a frame. Nothing else of ours may be."""
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    response.xframe_options_exempt = True
    return response


def never_stored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    return response
