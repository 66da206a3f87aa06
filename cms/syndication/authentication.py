"""Keys in the header `Authorization: Bearer dhk_…`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from cms.api.problems import Problem

from . import feed, keys
from .models import AccessKey, Subscriber

CHALLENGE = 'Bearer realm="api"'


class InvalidKey(Problem):
    def __init__(self, slug: str = "invalid-key") -> None:
        super().__init__(slug)
        error = ', error="invalid_token"' if slug == "invalid-key" else ""
        self.headers["WWW-Authenticate"] = CHALLENGE + error


@dataclass(frozen=True)
class Reader:
    """The holder of a valid key: a `cms.api.readers.KeyReader`."""

    key: AccessKey

    @property
    def subscriber(self) -> Subscriber:
        return self.key.subscriber

    @cached_property
    def scope(self) -> str:
        return f"{self.subscriber.pk}:{','.join(self.key.scopes)}"

    def may(self, scope: str) -> bool:
        return scope in self.key.scopes

    def changes(self, request: Request, asked: Mapping[str, Any]) -> HttpResponse:
        return feed.answer(request, self, asked)


class KeyAuthentication(BaseAuthentication):
    """`request.auth` becomes a `Reader`; no header, none. Raises `InvalidKey`."""

    def authenticate(self, request: Request) -> tuple[None, Reader] | None:
        scheme, _space, said = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        key = keys.find(said.strip().decode("ascii", "replace"))
        if key is None:
            raise InvalidKey
        origin = request.META.get("HTTP_ORIGIN")
        if origin and origin not in key.subscriber.origins:
            raise Problem("origin-not-allowed")
        keys.note_use(key)
        reader = Reader(key)
        request._request.api_reader = reader  # type: ignore[attr-defined]
        return None, reader

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE
