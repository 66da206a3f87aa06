"""An editor who has pressed publish finds the item in the log, not in a queue."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .relay import anything_to_relay, relay

View = TypeVar("View", bound=Callable[..., HttpResponse])

logger = logging.getLogger(__name__)


def changes_nothing_public(view: View) -> View:
    """Mark a view that is asked often and writes nothing that the log could be about."""
    view.changes_nothing_public = True  # type: ignore[attr-defined]
    return view


def relay_after_writes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Work off the marks that a writing request left, once its transaction has committed.

    Only a short cut: should it fail or the process die here, the worker does the
    same within a second.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS", "TRACE") and not _spared(request):
            try:
                if anything_to_relay():
                    relay(batches=1)
            except DatabaseError:
                logger.exception("The log could not be written; the worker will try again.")
        return response

    return middleware


def _spared(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and getattr(match.func, "changes_nothing_public", False)
