"""Addresses so long that nobody's browser made them are refused before anything reads them.

To read a megabyte of percent-escaped parameters takes up to half a second, whatever a page then
makes of them. A server in front refuses such an address as a rule; nothing here counts on one.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Characters behind the question mark; no form and no link of ours makes as many.
LONGEST = 8_000
# Refuses them itself, as it refuses all else.
API = "/api/v1/"


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what is longer."""

    def refuse(request: HttpRequest) -> HttpResponse:
        long = len(request.META.get("QUERY_STRING", "")) > LONGEST
        if not long or request.path_info.startswith(API):
            return get_response(request)
        return render(request, "portal/too_long.html", status=HTTPStatus.BAD_REQUEST)

    return refuse
