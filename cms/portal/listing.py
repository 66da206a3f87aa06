"""What a page type must offer to have its latest items on the home page."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Page


class Listing(Page):
    """Base of a page under which dated items stand. A section of the home page."""

    class Meta:
        abstract = True

    def latest(self, now: datetime, limit: int) -> list[Page]:
        """The newest items that everyone may read at `now`, newest first, ready for a list."""
        raise NotImplementedError
