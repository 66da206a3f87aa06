"""An editor who has pressed publish finds the item in the log, not in a queue."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .relay import anything_to_relay, relay

logger = logging.getLogger(__name__)


def relay_after_writes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Work off the marks that a writing request left, once its transaction has committed.

    Only a short cut: should it fail or the process die here, the worker does the
    same within a second.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS", "TRACE"):
            try:
                if anything_to_relay():
                    relay(batches=1)
            except DatabaseError:
                logger.exception("The log could not be written; the worker will try again.")
        return response

    return middleware
