"""Who asks, when somebody who has a key does.

Whatever authenticates a request (`REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"]`)
gives it a `KeyReader` as `request.auth`; without a key that is `None`, and everything
public is read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request


class KeyReader(Protocol):
    """`scope` sets its answers apart from everybody else's in every cache."""

    @property
    def scope(self) -> str: ...

    def changes(self, request: Request, asked: Mapping[str, Any]) -> HttpResponse:
        """Its own change feed, for the parameters of `changes/`."""


def reader_of(request: Request | HttpRequest) -> KeyReader | None:
    """Whose key came with the request."""
    return getattr(getattr(request, "_request", request), "api_reader", None)
