"""Who is at the other end: the address that a vote comes from, and the cookie of a voter."""

from __future__ import annotations

from django.http import HttpRequest

from cms.api.throttling import client_of

from .tokens import is_token

__all__ = ["client_of", "cookie_of", "cookie_token"]


def cookie_of(poll: int) -> str:
    """The name of the cookie in which the portal keeps a voter's token."""
    return f"dh_poll_{poll}"


def cookie_token(request: HttpRequest, poll: int) -> str:
    """The visitor's token for this poll. Empty for none, and for one that we did not give out."""
    token = request.COOKIES.get(cookie_of(poll), "")
    return token if is_token(poll, token) else ""
