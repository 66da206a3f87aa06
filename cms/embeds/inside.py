"""Asking the API from inside: what a frame shows is what the API gives, and no more.

The views below `/api/v1/` are called as a visitor's browser would call them, in the
visitor's name, without a connection. So a frame can show nothing that the API does not,
and counts against the same quota.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.http import urlencode

# Of the visitor's request, what would make the answer another than the whole one.
_LEFT_OUT = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_RANGE",
    "HTTP_COOKIE",
    "HTTP_IDEMPOTENCY_KEY",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API said. `data` is its JSON, `retry_after` the seconds that it asked for."""

    status: int
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> str:
        return self.headers.get("Retry-After", "")


def get(
    request: HttpRequest,
    path: str,
    wanted: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """The answer to a GET of `path` below the API's root, with the parameters that are given."""
    given = {name: value for name, value in (wanted or {}).items() if value not in ("", None)}
    asked = {"REQUEST_METHOD": "GET", "QUERY_STRING": urlencode(given)}
    return _ask(request, path, {**asked, **_as_environ(headers or {})})


def post(
    request: HttpRequest, path: str, data: Mapping[str, Any], headers: Mapping[str, str]
) -> Answer:
    """The answer to a POST of `data` as JSON."""
    body = orjson.dumps(data)
    return _ask(
        request,
        path,
        {
            "REQUEST_METHOD": "POST",
            "QUERY_STRING": "",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **_as_environ(headers),
        },
    )


def _as_environ(headers: Mapping[str, str]) -> dict[str, str]:
    return {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in headers.items()}


def _ask(request: HttpRequest, path: str, changed: Mapping[str, Any]) -> Answer:
    address = reverse("api:root") + path
    match = resolve(address)
    kept = {name: value for name, value in request.META.items() if name not in _LEFT_OUT}
    environ = {
        "wsgi.input": io.BytesIO(),
        **kept,
        "HTTP_ACCEPT": "application/json",
        "PATH_INFO": address,
        **changed,
    }
    response = match.func(WSGIRequest(environ), *match.args, **match.kwargs)
    return _read(response)


def _read(response: HttpResponse) -> Answer:
    if hasattr(response, "render"):
        response.render()
    try:
        data = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        data = None
    return Answer(response.status_code, data, dict(response.headers))
