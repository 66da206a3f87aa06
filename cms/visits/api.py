"""The addresses of the counter: its figures, and the two ways to be counted."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cms.api.conditional import Validator, not_modified, respond
from cms.api.problems import Problem, Text
from cms.api.views import CORS, ReadView

from . import addresses, figures
from .models import What
from .recording import Visit, is_counted, record

# Of a beacon's body; what is longer is no beacon.
LONGEST_BODY = 4_096
LONGEST_TEXT = 2_048
# One transparent point.
POINT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
NEVER_KEPT = "no-store, max-age=0"


class FiguresView(ReadView):
    """Online, today and in all."""

    def get(self, request: Request) -> HttpResponse:
        self.parameters(request)
        now = figures.current()
        body = orjson.dumps({"online": now.online, "today": now.today, "total": now.total})
        validator = Validator.of(body)
        return not_modified(request, validator) or respond(request, body, validator)


class BeaconView(ReadView):
    """Counts that a page was opened. Not throttled: a whole village may share one address."""

    throttle_classes = []
    http_method_names = ["post", "options"]

    def get_authenticators(self) -> list[Any]:
        """Who sends it is nothing to us."""
        return []

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204, headers={"Allow": "POST, OPTIONS"})

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in BEACON_HEADERS.items():
            response.headers[name] = value
        return response

    def post(self, request: Request) -> HttpResponse:
        return receive(request._request)


BEACON_HEADERS = {
    **CORS,
    "Cache-Control": NEVER_KEPT,
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
}


def receive(request: HttpRequest) -> HttpResponse:
    """Count what a beacon tells. Raises `Problem`."""
    given = read_body(request)
    visit, beacon = visit_of(request, given), beacon_of(given)
    if is_counted(request):
        record(request, visit, beacon)
    return HttpResponse(status=204, content_type="text/plain")


class PixelView(ReadView):
    """The same without JavaScript. Always an image: who shows it cannot read an error."""

    throttle_classes = []

    def get(self, request: Request) -> HttpResponse:
        asked = request._request
        given = {name: asked.GET[name] for name in ("page", "embed") if name in asked.GET}
        given.setdefault("page", asked.META.get("HTTP_REFERER", ""))
        try:
            visit = visit_of(asked, given)
        except Problem:
            visit = None
        if visit and asked.method == "GET" and is_counted(asked):
            record(asked, visit)
        headers = {"Cache-Control": NEVER_KEPT, "Cross-Origin-Resource-Policy": "cross-origin"}
        return HttpResponse(POINT, content_type="image/gif", headers=headers)


def read_body(request: HttpRequest) -> Mapping[str, str]:
    """The fields of a beacon, whatever type it says it has. Raises `Problem`."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > LONGEST_BODY:
        raise Problem("body-too-long")
    try:
        given = orjson.loads(request.read(LONGEST_BODY) or b"{}")
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict):
        raise Problem("invalid-body", {"body": [Text(_("This is no JSON object."))]})
    texts = {name: given[name] for name in ("id", "page", "referrer", "embed") if given.get(name)}
    wrong = [
        name
        for name, text in texts.items()
        if not isinstance(text, str) or len(text) > LONGEST_TEXT
    ]
    if wrong:
        reason = Text(_("This is no text of 2,048 characters at most."))
        raise Problem("invalid-body", {name: [reason] for name in wrong})
    return texts


def beacon_of(given: Mapping[str, str]) -> uuid.UUID | None:
    """The one-time id that the page's script gave. Raises `Problem` for what is none."""
    try:
        return uuid.UUID(given["id"]) if "id" in given else None
    except ValueError:
        raise Problem("invalid-body", {"id": [Text(_("This is no UUID."))]}) from None


def visit_of(request: HttpRequest, given: Mapping[str, str]) -> Visit:
    """What was opened. Raises `Problem` for a page that is not ours, or an embed of no site."""
    own = addresses.own_places(request)
    came_from = given.get("referrer", "")
    referrer = "" if addresses.place_of(came_from) in own else addresses.domain_of(came_from)
    if "embed" in given:
        site = addresses.embedding_place(given["embed"])
        if not site:
            raise Problem("invalid-body", {"embed": [Text(_("This is no host of a site."))]})
        if site not in own:
            return Visit(What.PAGE, "", site, "" if referrer == site else referrer)
    page = given.get("page") or request.META.get("HTTP_REFERER", "")
    if page.startswith("/") and not page.startswith("//"):
        return Visit(What.PAGE, addresses.page_path(page), "", referrer)
    if page and addresses.place_of(page) not in own:
        wrong = Text(_("This is no page of this site. An embed gives its site under “embed”."))
        raise Problem("invalid-body", {"page": [wrong]})
    return Visit(What.PAGE, addresses.page_path(addresses.path_of(page)), "", referrer)
