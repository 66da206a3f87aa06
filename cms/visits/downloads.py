"""Files that readers fetch, counted where Wagtail serves them."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest

from .models import What
from .recording import Visit, is_counted, logger, record


def count_download(request: HttpRequest, instance: Any, **kwargs: Any) -> None:
    """A receiver of `document_served`. A file must not be refused for its count."""
    if request.method != "GET" or not _is_beginning(request) or not is_counted(request):
        return
    try:
        with transaction.atomic():
            record(request, Visit(What.DOWNLOAD, str(instance.pk)))
    except DatabaseError:
        logger.exception("A download could not be counted.")


def _is_beginning(request: HttpRequest) -> bool:
    """Readers of PDF fetch a file in pieces, and browsers ask whether theirs is still good."""
    asked = request.headers.get("Range", "bytes=0-")
    return asked.startswith("bytes=0-") and "If-None-Match" not in request.headers
