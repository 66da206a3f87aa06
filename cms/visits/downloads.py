"""Files that readers fetch, counted where they are served: uploaded documents, and print-outs."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest

from cms.publishing.models import Entry

from .models import What
from .recording import Visit, is_counted, logger, record


def count_document(request: HttpRequest, instance: Any, **kwargs: Any) -> None:
    """A receiver of Wagtail's `document_served`."""
    if _is_beginning(request):
        _count(request, str(instance.pk))


def count_print_out(request: HttpRequest, entry: Entry, **kwargs: Any) -> None:
    """A receiver of `file_served`, which is sent for whole files only."""
    _count(request, str(entry.pk))


def _count(request: HttpRequest, key: str) -> None:
    """A file must not be refused for its count."""
    if request.method != "GET" or not is_counted(request):
        return
    try:
        with transaction.atomic():
            record(request, Visit(What.DOWNLOAD, key))
    except DatabaseError:
        logger.exception("A download could not be counted.")


def _is_beginning(request: HttpRequest) -> bool:
    """Readers of PDF fetch a file in pieces, and browsers ask whether theirs is still good."""
    asked = request.headers.get("Range", "bytes=0-")
    return asked.startswith("bytes=0-") and "If-None-Match" not in request.headers
