"""A beacon is answered before sessions, cookies and the like, of which it has nothing.

Each page that is read sends one, and half of what it would cost is what it does not need.
`api.BeaconView` stands at the same address, for the contract and for every other method.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cms.api import problems
from cms.api.problems import Problem

from .api import BEACON_HEADERS, receive

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]


def middleware(get_response: Answer) -> Answer:
    """Answers beacons, and nothing else."""
    address = SimpleLazyObject(lambda: reverse("visits:beacon"))

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info == address:
            return _beacon(request)
        return get_response(request)

    return answer


def _beacon(request: HttpRequest) -> HttpResponse:
    try:
        response = receive(request)
    except Problem as problem:
        response = problems.answer(request, problem)
    except DatabaseError:
        logger.exception("A visit could not be counted.")
        response = problems.answer(request, Problem("server-error"))
    for name, value in BEACON_HEADERS.items():
        response.headers[name] = value
    return response
