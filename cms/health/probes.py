"""What a process manager or load balancer asks, many times a minute.

They ask by whatever address they know, without TLS and without a host name that we
would accept, and must be answered when all else fails: so in front of every other
middleware. Neither answer tells more than yes or no.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

LIVE = "/health/live/"
READY = "/health/ready/"


def middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answers the two probes, and nothing else."""
    answers = {LIVE: live, READY: ready}

    def answer(request: HttpRequest) -> HttpResponse:
        probe = answers.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return answer


def live(request: HttpRequest) -> HttpResponse:
    """The process answers. It asks nobody: a dead database is no reason to kill us."""
    return _plain(request, "live", 200)


def ready(request: HttpRequest) -> HttpResponse:
    """The process can serve: its database answers. The search index has a stand-in."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Error:
        logger.exception("Not ready: the database does not answer.")
        return _plain(request, "not ready", 503)
    return _plain(request, "ready", 200)


def _plain(request: HttpRequest, text: str, status: int) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        text, status = "only GET", 405
    body = f"{text}\n".encode()
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Length": str(len(body)),
    }
    if status == 405:
        headers["Allow"] = "GET, HEAD"
    return HttpResponse(body, status=status, content_type="text/plain", headers=headers)
